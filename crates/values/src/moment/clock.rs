//! Times of day, and the parts of the day.

use jiff::ToSpan;
use jiff::civil::{DateTime, Time};
use jiff::tz::Offset;

use super::stretch::Context;

/// A time on the clock, as far as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    /// 0 to 24.
    pub hour: i64,
    pub minute: Option<i64>,
    pub second: Option<i64>,
    /// Whether before or after noon was not said: the hour is 1 to 12.
    pub open: bool,
    /// Said of a day, it means the night that follows it: `오늘 밤 12시`.
    pub following_night: bool,
    /// Seconds east of Greenwich, where a zone was said: `9pm EST`.
    pub zone: Option<i32>,
    /// 5ish.
    pub about: bool,
}

impl Clock {
    pub fn new(hour: i64, minute: Option<i64>, second: Option<i64>) -> Option<Self> {
        let fits = |n: Option<i64>| n.is_none_or(|n| (0..60).contains(&n));
        let late = hour == 24 && (minute.unwrap_or(0) > 0 || second.unwrap_or(0) > 0);
        ((0..=24).contains(&hour) && !late && fits(minute) && fits(second)).then_some(Self {
            hour,
            minute,
            second,
            open: (1..=12).contains(&hour),
            following_night: hour == 24,
            zone: None,
            about: false,
        })
    }

    /// As a clock of twenty-four hours shows it.
    pub fn known(self) -> Self {
        Self { open: false, ..self }
    }

    /// The same time within a part of the day: `저녁 7시` is 19:00, `밤 1시` is 1:00 of the following night.
    pub fn within(self, part: Part) -> Self {
        if !self.open {
            return self;
        }
        let (morning, afternoon) = (self.hour % 12, self.hour % 12 + 12);
        let hour = match part {
            Part::Forenoon | Part::Dawn | Part::Morning => morning,
            Part::Afternoon => afternoon,
            Part::Noon | Part::Daytime if matches!(self.hour, 8..=11) => self.hour,
            Part::Noon | Part::Daytime => afternoon,
            Part::Evening | Part::Night if self.hour == 12 => 0,
            Part::Night if self.hour <= 4 => morning,
            Part::Evening | Part::Night => afternoon,
        };
        let following_night = matches!(part, Part::Evening | Part::Night) && hour <= 4;
        Self { hour, open: false, following_night, ..self }
    }

    /// Earlier by some minutes: `열두 시 십 분 전`.
    pub fn earlier(self, minutes: i64) -> Self {
        let total = self.hour * 60 + self.minute.unwrap_or(0) - minutes;
        let hour = total.div_euclid(60);
        let hour = if self.open { (hour - 1).rem_euclid(12) + 1 } else { hour.rem_euclid(24) };
        // Ten to midnight is still the day that was said.
        Self {
            hour,
            minute: Some(total.rem_euclid(60)),
            following_night: self.following_night && hour < 5,
            ..self
        }
    }

    /// `T15:30`.
    pub fn timex(self) -> String {
        let part = |n: Option<i64>| n.map(|n| format!(":{n:02}")).unwrap_or_default();
        let minute = self.minute.or(self.second.map(|_| 0));
        let zone = self.zone.map(|seconds| match seconds {
            0 => "Z".to_owned(),
            _ => {
                let (sign, seconds) = if seconds < 0 { ('-', -seconds) } else { ('+', seconds) };
                format!("{sign}{:02}:{:02}", seconds / 3600, seconds % 3600 / 60)
            }
        });
        format!("T{:02}{}{}{}", self.hour % 24, part(minute), part(self.second), zone.unwrap_or_default())
    }

    /// The times it may be, 0:00 to 23:59.
    pub fn times(self) -> Vec<Time> {
        let hours = if self.open { vec![self.hour % 12, self.hour % 12 + 12] } else { vec![self.hour % 24] };
        hours.into_iter().filter_map(|hour| self.time(hour)).collect()
    }

    /// The times it may be where the person is.
    pub fn times_here(self, context: &Context<'_>) -> Vec<Time> {
        match self.zone {
            Some(_) => self.on(context.today(), context).into_iter().map(DateTime::time).collect(),
            None => self.times(),
        }
    }

    /// The times it may be on a day, the one people mean first: when they are awake, or still to come.
    pub fn on(self, date: jiff::civil::Date, context: &Context<'_>) -> Vec<DateTime> {
        let mut times: Vec<DateTime> = self.times().into_iter().map(|time| date.to_datetime(time)).collect();
        if self.following_night {
            times.iter_mut().for_each(|time| *time = time.checked_add(1.day()).unwrap_or(*time));
        }
        if let Some(zone) = self.zone.and_then(|seconds| Offset::from_seconds(seconds).ok()) {
            let here = |time: &DateTime| {
                Some(zone.to_timestamp(*time).ok()?.to_zoned_datetime(context.zone.clone()).datetime())
            };
            times = times.iter().filter_map(here).collect();
        }
        if date == context.today() {
            times.sort_by_key(|time| *time <= context.now);
        } else if self.open && !(7..=11).contains(&self.hour) {
            times.reverse();
        }
        times
    }

    fn time(self, hour: i64) -> Option<Time> {
        let small = |n: i64| i8::try_from(n).ok();
        Time::new(small(hour)?, small(self.minute.unwrap_or(0))?, small(self.second.unwrap_or(0))?, 0).ok()
    }
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Dawn,
    Morning,
    /// Before noon: 오전.
    Forenoon,
    Noon,
    Daytime,
    Afternoon,
    Evening,
    Night,
}

impl Part {
    /// Its code in TIMEX3.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dawn => "TDA",
            Self::Morning | Self::Forenoon => "TMO",
            Self::Noon => "TMI",
            Self::Daytime => "TDT",
            Self::Afternoon => "TAF",
            Self::Evening => "TEV",
            Self::Night => "TNI",
        }
    }

    /// Its first hour, and the first that is no longer part of it.
    pub const fn hours(self) -> (i64, i64) {
        match self {
            Self::Dawn => (0, 6),
            Self::Morning => (6, 10),
            Self::Forenoon => (8, 12),
            Self::Noon => (11, 14),
            Self::Daytime => (9, 18),
            Self::Afternoon => (12, 18),
            Self::Evening => (18, 21),
            Self::Night => (20, 24),
        }
    }
}
