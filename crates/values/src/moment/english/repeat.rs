//! What repeats, in English: `every Monday and Friday at 7`, `every other day`, `weekdays at 9`, `once a week`.

use jiff::civil::{Time, Weekday};

use super::clock;
use super::words::{MONTHS, UNITS, WEEKDAYS, any, day, maybe, nth, pick, skip, whole, word};
use crate::moment::holiday;
use crate::moment::length::Unit;
use crate::moment::repeat::Repeat;
use crate::moment::stretch::Context;

const WORKDAYS: u8 = 0b001_1111;
const WEEKEND: u8 = 0b110_0000;

type Read = Option<(Repeat, usize)>;

const PLURALS: &[(&str, Weekday)] = &[
    ("mondays", Weekday::Monday),
    ("tuesdays", Weekday::Tuesday),
    ("wednesdays", Weekday::Wednesday),
    ("thursdays", Weekday::Thursday),
    ("fridays", Weekday::Friday),
    ("saturdays", Weekday::Saturday),
    ("sundays", Weekday::Sunday),
];

/// The longest rule at `at`, with its time of day before or behind it.
pub(super) fn repeat(context: &Context<'_>, at: usize) -> Read {
    if let Some((time, end)) = time_before(context, at)
        && let Some((repeat, end)) = rule(context, end)
    {
        return Some((Repeat { time: Some(time), ..repeat }, end));
    }
    let (mut repeat, mut end) = rule(context, at)?;
    let comma = context.text.literal(end, ",").unwrap_or(end);
    let said_at = any(context, comma, &["at", "@", "around"]);
    if let Some((time, further)) = time(context, said_at.unwrap_or(comma), said_at.is_some()) {
        (repeat.time, end) = (Some(time), further);
    }
    Some((repeat, end))
}

fn rule(context: &Context<'_>, at: usize) -> Read {
    let readers: [fn(&Context<'_>, usize) -> Read; 5] = [named, every, plurals, once, nth_of_every];
    readers.iter().filter_map(|read| read(context, at)).max_by_key(|(_, end)| *end)
}

/// `daily`, `weekly`, `weekdays`, `annually`.
fn named(context: &Context<'_>, at: usize) -> Read {
    const NAMED: &[(&str, (Unit, u32, u8))] = &[
        ("daily", (Unit::Day, 1, 0)),
        ("everyday", (Unit::Day, 1, 0)),
        ("weekly", (Unit::Week, 1, 0)),
        ("biweekly", (Unit::Week, 2, 0)),
        ("bi-weekly", (Unit::Week, 2, 0)),
        ("fortnightly", (Unit::Week, 2, 0)),
        ("monthly", (Unit::Month, 1, 0)),
        ("quarterly", (Unit::Month, 3, 0)),
        ("yearly", (Unit::Year, 1, 0)),
        ("annually", (Unit::Year, 1, 0)),
        ("hourly", (Unit::Hour, 1, 0)),
        ("weekdays", (Unit::Week, 1, WORKDAYS)),
        ("on weekdays", (Unit::Week, 1, WORKDAYS)),
        ("weekends", (Unit::Week, 1, WEEKEND)),
        ("on weekends", (Unit::Week, 1, WEEKEND)),
        ("nightly", (Unit::Day, 1, 0)),
        ("semiannually", (Unit::Month, 6, 0)),
        ("bimonthly", (Unit::Month, 2, 0)),
        ("annual", (Unit::Year, 1, 0)),
    ];
    let ((unit, interval, weekdays), end) = pick(context, at, NAMED)?;
    Some((Repeat { weekdays, ..Repeat::every(interval, unit) }, end))
}

/// `every day`, `every other week`, `every 2 hours`, `every Monday and Friday`, `every first Monday`, `each March 5th`.
fn every(context: &Context<'_>, at: usize) -> Read {
    let from = any(context, at, &["every", "each", "every single"])?;
    if let Some((which, further)) = nth(context, from)
        && let Some((weekdays, end)) = weekdays(context, further, WEEKDAYS)
    {
        let end = maybe(context, end, &["of the month", "of every month", "of each month", "in the month"]);
        let which = i8::try_from(which).ok()?;
        return Some((Repeat { weekdays, which: Some(which), ..Repeat::every(1, Unit::Month) }, end));
    }
    if let Some((month, end)) = pick(context, from, MONTHS) {
        let month = i8::try_from(month).ok();
        let plain = Repeat { month, ..Repeat::every(1, Unit::Year) };
        return match day(context, end) {
            Some((day, end, _)) => Some((Repeat { month_day: i8::try_from(day).ok(), ..plain }, end)),
            None => Some((plain, end)),
        };
    }
    if let Some((holiday, end)) = holiday::named(context, domain::Language::English, skip(context, from)) {
        let next = holiday.some_year(context)?.readings[0].start;
        return Some((
            Repeat { month: Some(next.month()), month_day: Some(next.day()), ..Repeat::every(1, Unit::Year) },
            end,
        ));
    }
    if let Some((day, end, true)) = day(context, maybe(context, from, &["the"])) {
        let end = maybe(context, end, &["of the month", "of every month", "day of the month"]);
        let unit = pick(context, end, UNITS);
        if let Some((unit, end)) = unit {
            return Some((Repeat::every(u32::try_from(day).ok()?, unit), end));
        }
        return Some((Repeat { month_day: i8::try_from(day).ok(), ..Repeat::every(1, Unit::Month) }, end));
    }
    let other = any(context, from, &["other", "second"]);
    let interval = if other.is_some() { Some((2, other?)) } else { whole(context, from) };
    let (interval, end) = interval.unwrap_or((1, from));
    let interval = u32::try_from(interval).ok().filter(|n| (1..=10_000).contains(n))?;
    every_what(context, interval, end)
}

fn every_what(context: &Context<'_>, interval: u32, at: usize) -> Read {
    const SETS: &[(&str, (Unit, u8))] = &[
        ("weekday", (Unit::Week, WORKDAYS)),
        ("workday", (Unit::Week, WORKDAYS)),
        ("business day", (Unit::Week, WORKDAYS)),
        ("weekend", (Unit::Week, WEEKEND)),
        ("morning", (Unit::Day, 0)),
        ("afternoon", (Unit::Day, 0)),
        ("evening", (Unit::Day, 0)),
        ("night", (Unit::Day, 0)),
        ("midnight", (Unit::Day, 0)),
        ("noon", (Unit::Day, 0)),
    ];
    if let Some((weekdays, end)) = weekdays(context, at, WEEKDAYS) {
        let end = pick(context, end, &[("morning", ()), ("afternoon", ()), ("evening", ()), ("night", ())])
            .map_or(end, |((), end)| end);
        return Some((Repeat { weekdays, ..Repeat::every(interval, Unit::Week) }, end));
    }
    if let Some(((unit, weekdays), end)) = pick(context, at, SETS) {
        let mut repeat = Repeat { weekdays, ..Repeat::every(interval, unit) };
        repeat.time = match () {
            () if word(context, at, "midnight").is_some() => Time::new(0, 0, 0, 0).ok(),
            () if word(context, at, "noon").is_some() => Time::new(12, 0, 0, 0).ok(),
            () => None,
        };
        return Some((repeat, end));
    }
    if let Some(end) = any(context, at, &["quarter", "quarters"]) {
        return Some((Repeat::every(interval * 3, Unit::Month), end));
    }
    let (unit, end) = pick(context, at, UNITS)?;
    Some((Repeat::every(interval, unit), end))
}

/// `Monday, Wednesday and Friday`.
fn weekdays(context: &Context<'_>, at: usize, names: &[(&str, Weekday)]) -> Option<(u8, usize)> {
    let (mut days, mut end) = (0_u8, at);
    for _ in 0..7 {
        let comma = context.text.literal(end, ",").filter(|_| days != 0).unwrap_or(end);
        let from = any(context, comma, &["and", "&", "or"]).filter(|_| days != 0).unwrap_or(comma);
        let Some((weekday, further)) = pick(context, from, names) else { break };
        days |= 1 << weekday.to_monday_zero_offset();
        end = further;
    }
    (days != 0).then_some((days, end))
}

/// `on Mondays`, `Tuesdays and Thursdays`.
fn plurals(context: &Context<'_>, at: usize) -> Read {
    let from = maybe(context, at, &["on"]);
    let (weekdays, end) = weekdays(context, from, PLURALS)?;
    Some((Repeat { weekdays, ..Repeat::every(1, Unit::Week) }, end))
}

/// `the first Monday of every month`, `the 5th of each month`.
fn nth_of_every(context: &Context<'_>, at: usize) -> Read {
    const MONTHS: [&str; 3] = ["of every month", "of each month", "each month"];
    let plain = Repeat::every(1, Unit::Month);
    if let Some((day, end, true)) = day(context, maybe(context, at, &["the"]))
        && let Some(end) = any(context, end, &MONTHS)
    {
        return Some((Repeat { month_day: i8::try_from(day).ok(), ..plain }, end));
    }
    let (which, from) = nth(context, at)?;
    let which = i8::try_from(which).ok();
    if let Some(end) = word(context, from, "day") {
        return Some((Repeat { month_day: which, ..plain }, any(context, end, &MONTHS)?));
    }
    let (weekdays, end) = weekdays(context, from, WEEKDAYS)?;
    Some((Repeat { weekdays, which, ..plain }, any(context, end, &MONTHS)?))
}

/// `once a week`, `twice a day` is a count and no rule.
fn once(context: &Context<'_>, at: usize) -> Read {
    let from = any(context, at, &["once a", "once an", "once every", "once per"])?;
    let (interval, end) = whole(context, from).unwrap_or((1, from));
    let (unit, end) = pick(context, end, UNITS)?;
    Some((Repeat::every(u32::try_from(interval).ok().filter(|n| (1..1000).contains(n))?, unit), end))
}

fn time_before(context: &Context<'_>, at: usize) -> Option<(Time, usize)> {
    let said_at = word(context, at, "at");
    time(context, said_at.unwrap_or(at), said_at.is_some())
}

/// The time of day at which it repeats; of two, the one by day.
fn time(context: &Context<'_>, at: usize, bare: bool) -> Option<(Time, usize)> {
    let (clock, end) = clock::clock(context, at, bare)?;
    let mut times = clock.times();
    if clock.open && !(6..=11).contains(&clock.hour) {
        times.reverse();
    }
    Some((*times.first()?, end))
}
