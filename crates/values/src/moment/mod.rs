//! Moments: dates, times, durations, stretches between them, and what repeats.
//!
//! A sentence is read from left to right by the grammar of its language (`korean/`, `english/`). A date whose year or
//! week was not said keeps both its readings, the coming one first, and its TIMEX3 expression says what was left open.

use std::ops::Range;

use domain::Language;
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, ZonedDateTime};

use crate::text::Text;
use crate::{Found, Reading, Value};

mod calendar;
mod clock;
mod english;
mod figures;
mod holiday;
mod kakao;
mod korean;
mod length;
mod repeat;
mod sense;
mod stretch;
mod sun;

pub use kakao::{kakao_date, kakao_time};
pub use length::{Length, Unit};
pub use repeat::Repeat;
use stretch::Context;

/// A point or a stretch of time, a length of it, or points that repeat.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    pub kind: Kind,
    /// What was said, in the standard notation: `XXXX-03-05`, `T15:30`, `P3D`, `2026-W48`,
    /// `(2026-03-03,2026-03-05,P2D)`. An X is what the words left open.
    pub timex: String,
    pub qualifier: Option<Qualifier>,
    /// What it means, the preferred reading first; the others are what the words leave possible.
    pub readings: Vec<Resolved>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Date,
    Time,
    DateTime,
    DateRange,
    TimeRange,
    DateTimeRange,
    Duration,
    Repeat,
}

/// What the words say of a moment beyond its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Qualifier {
    Before,
    After,
    /// From then on.
    Since,
    /// Up to then.
    Until,
    About,
    /// The first part of it: 초, 초순.
    Start,
    Middle,
    End,
    LessThan,
    MoreThan,
}

/// One reading. The end of a range is not part of it; a range may be open at one side.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolved {
    Date(Date),
    Time(Time),
    DateTime(ZonedDateTime),
    Dates { start: Option<Date>, end: Option<Date> },
    Times { start: Option<Time>, end: Option<Time> },
    DateTimes { start: Option<ZonedDateTime>, end: Option<ZonedDateTime> },
    Duration(Length),
    Repeat(Repeat),
}

impl Kind {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Time => "time",
            Self::DateTime => "datetime",
            Self::DateRange => "daterange",
            Self::TimeRange => "timerange",
            Self::DateTimeRange => "datetimerange",
            Self::Duration => "duration",
            Self::Repeat => "set",
        }
    }
}

impl Qualifier {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
            Self::Since => "since",
            Self::Until => "until",
            Self::About => "about",
            Self::Start => "start",
            Self::Middle => "mid",
            Self::End => "end",
            Self::LessThan => "less",
            Self::MoreThan => "more",
        }
    }
}

impl Moment {
    /// The reading that is meant unless something else says otherwise.
    pub fn preferred(&self) -> &Resolved {
        &self.readings[0]
    }

    /// Its length, when it is one.
    pub fn duration(&self) -> Option<SignedDuration> {
        let Resolved::Duration(length) = self.preferred() else { return None };
        let milliseconds = length.seconds() * rust_decimal::Decimal::ONE_THOUSAND;
        Some(SignedDuration::from_millis(i64::try_from(milliseconds.round().mantissa()).ok()?))
    }
}

/// Every moment of the sentence.
pub(crate) fn find(text: &Text<'_>, reading: &Reading) -> Vec<Found> {
    let numbers = stretch::Numbers::default();
    let context = Context {
        text,
        now: reading.now.datetime(),
        zone: reading.now.time_zone(),
        numbers: &numbers,
        depth: 0,
    };
    let grammars: [Grammar; 2] = match reading.language {
        Language::Korean => [korean::read, english::read],
        Language::English => [english::read, korean::read],
    };
    let (mut found, mut at, mut last) = (Vec::new(), 0, None);
    while at < text.len() {
        let read = grammars.iter().find_map(|read| read(&context, at, last));
        match read {
            Some((moment, span)) => {
                (at, last) = (span.end, Some(span.end));
                found.push(text.found(span, Value::Moment(moment)));
            }
            None => at += 1,
        }
    }
    found
}

/// Reads the longest moment that begins at a place. The last argument is where the one before it ended.
type Grammar = fn(&Context<'_>, usize, Option<usize>) -> Option<(Moment, Range<usize>)>;

/// As a trace and a test show it: `date 2027-03-05 | 2026-03-05`.
impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.kind.name(), self.timex)?;
        if let Some(qualifier) = self.qualifier {
            write!(f, " {}", qualifier.name())?;
        }
        let readings: Vec<String> = self.readings.iter().map(Resolved::to_string).collect();
        write!(f, " = {}", readings.join(" | "))
    }
}

impl std::fmt::Display for Resolved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        fn range<T>(start: Option<&T>, end: Option<&T>, show: impl Fn(&T) -> String) -> String {
            let show = |side: Option<&T>| side.map(&show).unwrap_or_default();
            format!("{}..{}", show(start), show(end))
        }
        let minute = |at: &ZonedDateTime| at.strftime("%Y-%m-%dT%H:%M:%S").to_string();
        match self {
            Self::Date(date) => write!(f, "{date}"),
            Self::Time(time) => write!(f, "{time}"),
            Self::DateTime(at) => f.write_str(&minute(at)),
            Self::Dates { start, end } => f.write_str(&range(start.as_ref(), end.as_ref(), Date::to_string)),
            Self::Times { start, end } => f.write_str(&range(start.as_ref(), end.as_ref(), Time::to_string)),
            Self::DateTimes { start, end } => f.write_str(&range(start.as_ref(), end.as_ref(), minute)),
            Self::Duration(length) => write!(f, "{}s", length.seconds()),
            Self::Repeat(repeat) => write!(f, "{repeat}"),
        }
    }
}
