//! What a grammar reads, before it is said as a [`Moment`]: the steps that are the same in every language.

use jiff::ToSpan;
use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;

use super::calendar::{self, Between};
use super::clock::{Clock, Part};
use super::length::Length;
use super::repeat::Repeat;
use super::stretch::{Context, Grain, Stretch};
use super::{Kind, Moment, Qualifier, Resolved};

/// A place in time: on the calendar, or in some day.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Place {
    Stretch(Stretch),
    Clock(Clock),
    Part(Part),
}

/// From one clock to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Hours {
    pub from: Clock,
    pub to: Clock,
}

impl Hours {
    /// Those that are meant of any day.
    pub fn by_day(self) -> Option<(Time, Time)> {
        pairs(self).first().copied()
    }
}

impl Place {
    pub fn moment(&self, context: &Context<'_>, qualifier: Option<Qualifier>) -> Option<Moment> {
        match self {
            Self::Stretch(stretch) => of_stretch(stretch, context.zone, qualifier),
            Self::Clock(clock) => {
                let qualifier = qualifier.or(clock.about.then_some(Qualifier::About));
                let mut times = clock.times_here(context);
                times.sort_by_key(|time| *time <= context.now.time());
                let readings = times.into_iter().map(|time| match qualifier {
                    Some(Qualifier::Before | Qualifier::Until) => {
                        Resolved::Times { start: None, end: Some(time) }
                    }
                    Some(Qualifier::After | Qualifier::Since) => {
                        Resolved::Times { start: Some(time), end: None }
                    }
                    _ => Resolved::Time(time),
                });
                let kind = if is_open_ended(qualifier) { Kind::TimeRange } else { Kind::Time };
                moment(kind, clock.timex(), qualifier, readings.collect())
            }
            Self::Part(part) => {
                let hour = |hour: i64| Time::new(i8::try_from(hour % 24).ok()?, 0, 0, 0).ok();
                let (from, to) = part.hours();
                let (start, end) = match qualifier {
                    Some(Qualifier::Before) => (None, hour(from)),
                    Some(Qualifier::Until) => (None, hour(to)),
                    Some(Qualifier::After) => (hour(to), None),
                    Some(Qualifier::Since) => (hour(from), None),
                    _ => (hour(from), hour(to)),
                };
                moment(
                    Kind::TimeRange,
                    part.code().to_owned(),
                    qualifier,
                    vec![Resolved::Times { start, end }],
                )
            }
        }
    }
}

/// A length as a moment. Several are what the words leave open: 두세 시간.
pub(super) fn of_lengths(lengths: Vec<Length>, qualifier: Option<Qualifier>) -> Option<Moment> {
    let timex = lengths.first().map(Length::timex)?;
    let readings = lengths.into_iter().filter(Length::is_sane).map(Resolved::Duration).collect();
    moment(Kind::Duration, timex, qualifier, readings)
}

pub(super) fn of_repeat(repeat: Repeat, context: &Context<'_>) -> Option<Moment> {
    let (repeat, timex) = repeat.settled(context.now);
    moment(Kind::Repeat, timex, None, vec![Resolved::Repeat(repeat)])
}

/// Hours of a day, or of any day.
pub(super) fn of_hours(hours: Hours, day: Option<&Stretch>, context: &Context<'_>) -> Option<Moment> {
    let pairs: Vec<(Time, Time)> = pairs(hours);
    let Some(day) = day else {
        let readings = pairs.iter().map(|(from, to)| Resolved::Times { start: Some(*from), end: Some(*to) });
        let length = length_between(Between {
            start: pairs.first()?.0.on(2000, 1, 1),
            end: after(pairs.first()?.0.on(2000, 1, 1), pairs.first()?.1),
        });
        let timex = format!("({},{},{length})", hours.from.timex(), hours.to.timex());
        return moment(Kind::TimeRange, timex, None, readings.collect());
    };
    let mut readings = Vec::new();
    for between in &day.readings {
        for (from, to) in &pairs {
            let start = between.start.date().to_datetime(*from);
            readings.push(Between { start, end: after(start, *to) });
        }
    }
    if day.readings.iter().any(|between| between.start.date() == context.today()) {
        readings.sort_by_key(|between| between.end <= context.now);
    }
    let length = length_between(*readings.first()?);
    let timex = format!("({}{},{}{},{length})", day.timex, hours.from.timex(), day.timex, hours.to.timex());
    of_stretch(&Stretch { timex, grain: Grain::Hours, readings }, context.zone, None)
}

/// From one place to another, each of whose readings follows one of the first's.
pub(super) fn of_range(
    from: &Stretch,
    context: &Context<'_>,
    to: impl Fn(Context<'_>) -> Option<Stretch>,
) -> Option<Moment> {
    let points = from.grain == Grain::Instant;
    let mut readings = Vec::new();
    let mut name = None;
    for between in &from.readings {
        let Some(to) = to(context.at(between.start)) else { continue };
        let points = points || to.grain == Grain::Instant;
        let end = |to: &Between| if points && to.start == to.end { to.start } else { to.end };
        let Some(end) = to.readings.iter().map(end).filter(|end| *end > between.start).min() else {
            continue;
        };
        readings.push(Between { start: between.start, end });
        name = name.or(Some((to.timex.clone(), to.grain)));
    }
    let (to_timex, to_grain) = name?;
    let grain = if points || to_grain <= Grain::Hours || from.grain == Grain::Hours {
        Grain::Hours
    } else {
        Grain::Week
    };
    let first = *readings.first()?;
    let single = |timex: &str, at: DateTime| {
        if timex.contains('X') && readings.len() > 1 || grain == Grain::Hours {
            timex.to_owned()
        } else {
            at.date().to_string()
        }
    };
    let days = from.grain == Grain::Day && to_grain == Grain::Day;
    // Of days, TIMEX names both ends as they were said.
    let said = if days { Between { end: calendar::midnight(first.last()), ..first } } else { first };
    let length = length_between(said);
    let timex = format!("({},{},{length})", single(&from.timex, said.start), single(&to_timex, said.end));
    of_stretch(&Stretch { timex, grain, readings }, context.zone, None)
}

pub(super) fn of_stretch(stretch: &Stretch, zone: &TimeZone, qualifier: Option<Qualifier>) -> Option<Moment> {
    let (from, to) = match qualifier {
        Some(Qualifier::Before) => (None, Some(false)),
        Some(Qualifier::Until) => (None, Some(true)),
        Some(Qualifier::After) => (Some(true), None),
        Some(Qualifier::Since) => (Some(false), None),
        _ => (Some(false), Some(true)),
    };
    let side = |between: &Between, late: bool| if late { between.end } else { between.start };
    let zoned = |at: DateTime| at.to_zoned_datetime(zone.clone()).ok();
    let ranged = is_open_ended(qualifier) || !matches!(stretch.grain, Grain::Instant | Grain::Day);
    let kind = match (stretch.grain, ranged) {
        (Grain::Instant, false) => Kind::DateTime,
        (Grain::Instant | Grain::Hours, _) => Kind::DateTimeRange,
        (Grain::Day, false) => Kind::Date,
        _ => Kind::DateRange,
    };
    let readings = stretch.readings.iter().filter_map(|between| {
        let start = from.map(|late| side(between, late));
        let end = to.map(|late| side(between, late));
        Some(match kind {
            Kind::DateTime => Resolved::DateTime(zoned(between.start)?),
            Kind::Date => Resolved::Date(between.start.date()),
            Kind::DateRange => {
                Resolved::Dates { start: start.map(DateTime::date), end: end.map(DateTime::date) }
            }
            _ => Resolved::DateTimes { start: start.and_then(zoned), end: end.and_then(zoned) },
        })
    });
    let (timex, edge) = edge(&stretch.timex);
    moment(kind, timex.to_owned(), qualifier.or(edge), readings.collect::<Vec<_>>())
}

/// An edge of a stretch (`2026-03-END`) has no name in TIMEX: it is said beside it.
fn edge(timex: &str) -> (&str, Option<Qualifier>) {
    let edges = [("-START", Qualifier::Start), ("-MID", Qualifier::Middle), ("-END", Qualifier::End)];
    let found = edges.into_iter().find_map(|(name, edge)| Some((timex.strip_suffix(name)?, Some(edge))));
    found.unwrap_or((timex, None))
}

fn moment(
    kind: Kind,
    timex: String,
    qualifier: Option<Qualifier>,
    readings: Vec<Resolved>,
) -> Option<Moment> {
    (!readings.is_empty()).then_some(Moment { kind, timex, qualifier, readings })
}

fn is_open_ended(qualifier: Option<Qualifier>) -> bool {
    matches!(qualifier, Some(Qualifier::Before | Qualifier::After | Qualifier::Since | Qualifier::Until))
}

/// The times of both ends that go together: `3시부터 5시까지` is 3 to 5 or 15 to 17.
fn pairs(hours: Hours) -> Vec<(Time, Time)> {
    let (mut from, to) = (hours.from.times(), hours.to.times());
    if let [end] = to[..]
        && from.iter().any(|start| *start < end)
    {
        // 9시~18시 is within the day.
        from.retain(|start| *start < end);
    }
    let nearest = |start: Time, to: &[Time]| {
        let ahead = |end: &Time| (end.duration_since(start).as_secs() - 1).rem_euclid(86_400);
        to.iter().copied().min_by_key(ahead)
    };
    let mut pairs: Vec<(Time, Time)> =
        from.iter().filter_map(|start| Some((*start, nearest(*start, &to)?))).collect();
    if !hours.to.open && hours.from.open {
        // Of two beginnings, the one by day.
        pairs.sort_by_key(|(start, _)| start.hour() < 6);
    } else if hours.from.open && !(7..=11).contains(&hours.from.hour) {
        pairs.reverse();
    }
    pairs
}

/// The first time after a moment at which the clock shows `time`.
fn after(start: DateTime, time: Time) -> DateTime {
    let end = start.date().to_datetime(time);
    if end > start { end } else { end.checked_add(1.day()).unwrap_or(end) }
}

/// How long it is, in TIMEX.
fn length_between(between: Between) -> String {
    let seconds = between.end.duration_since(between.start).as_secs();
    match seconds {
        _ if seconds % 86_400 == 0 => format!("P{}D", seconds / 86_400),
        _ if seconds % 3_600 == 0 => format!("PT{}H", seconds / 3_600),
        _ if seconds > 3_600 => format!("PT{}H{}M", seconds / 3_600, seconds % 3_600 / 60),
        _ => format!("PT{}M", seconds / 60),
    }
}

/// A stretch of a length that begins or ends at a day or instant.
pub(super) fn lasting(from: &Stretch, length: &Length, sign: i64, context: &Context<'_>) -> Option<Stretch> {
    let days = from.grain >= Grain::Day && length.unit() <= super::Unit::Day;
    let grain = if days { Grain::Week } else { Grain::Hours };
    let readings: Vec<Between> = from
        .readings
        .iter()
        .filter_map(|between| {
            let start = if sign < 0 && from.grain >= Grain::Day { between.end } else { between.start };
            let other = if days {
                calendar::midnight(length.shift_date(start.date(), sign)?)
            } else {
                length.shift(start, sign, context.zone)?
            };
            Some(Between { start: start.min(other), end: start.max(other) })
        })
        .collect();
    let first = readings.first()?;
    let show = |at: DateTime| {
        if days { at.date().to_string() } else { at.strftime("%Y-%m-%dT%H:%M:%S").to_string() }
    };
    let timex = format!("({},{},{})", show(first.start), show(first.end), length.timex());
    Some(Stretch { timex, grain, readings })
}
