//! What repeats, in English: `every Monday and Friday at 7`, `every other day`, `weekdays at 9`, `once a week`.

use jiff::civil::{Time, Weekday};

use super::words::{MONTHS, PLURALS, UNITS, WEEKDAYS, any, day, maybe, pick, skip, whole, word};
use super::{clock, range};
use crate::moment::clock::Part;
use crate::moment::holiday;
use crate::moment::length::Unit;
use crate::moment::repeat::Repeat;
use crate::moment::stretch::{Context, Grain};

const WORKDAYS: u8 = 0b001_1111;
const WEEKEND: u8 = 0b110_0000;

use nth::{are_days, nth_of_every, nths};
use often::once;

mod nth;
mod often;

type Read = Option<(Repeat, usize)>;

/// The longest rule at `at`, with its time of day before or behind it.
pub(super) fn repeat(context: &Context<'_>, at: usize) -> Read {
    if let Some((time, end)) = time_before(context, at)
        && let Some((repeat, end)) = rule(context, end)
    {
        return Some((Repeat { time: Some(time), ..repeat }, end));
    }
    let (mut repeat, mut end) = rule(context, at)?;
    if let Some((narrower, further)) = narrow(context, &repeat, end) {
        (repeat, end) = (narrower, further);
    }
    let comma = context.text.literal(end, ",").unwrap_or(end);
    let said_at = any(context, comma, &["at", "@", "around"]);
    // Every night at eleven is late.
    let part = part_said(context, at, end);
    if let Some((hours, further)) = range::hours_span(context, comma)
        && let Some((from, to)) = hours.by_day()
    {
        return Some((Repeat { time: Some(from), until: Some(to), ..repeat }, further));
    }
    if let Some((time, further)) = time(context, said_at.unwrap_or(comma), said_at.is_some(), part) {
        (repeat.time, end) = (Some(time), further);
    }
    Some((repeat, end))
}

/// The part of the day with which a rule ends: `every night`, `Tuesday mornings`.
fn part_said(context: &Context<'_>, at: usize, end: usize) -> Option<Part> {
    const PARTS: [(&str, Part); 4] = [
        ("morning", Part::Morning),
        ("afternoon", Part::Afternoon),
        ("evening", Part::Evening),
        ("night", Part::Night),
    ];
    let word: String = context.text.letters()[at..end].iter().rev().take_while(|c| **c != ' ').collect();
    let word: String = word.chars().rev().collect();
    PARTS.iter().find_map(|(name, part)| word.starts_with(name).then_some(*part))
}

/// What is said of a rule behind it: `each year on May 3`, `every month on the 5th`, `every day except Sunday`.
fn narrow(context: &Context<'_>, repeat: &Repeat, end: usize) -> Read {
    if repeat.weekdays == 0
        && repeat.frequency == Unit::Day
        && let Some(from) = any(context, end, &["except", "except on", "except for", "but", "excluding"])
    {
        let (without, end) =
            weekdays(context, from, WEEKDAYS).or_else(|| weekdays(context, from, PLURALS)).or_else(|| {
                Some((WEEKEND, any(context, from, &["weekends", "the weekend", "on weekends"])?))
            })?;
        return Some((Repeat { weekdays: !without & 0b111_1111, ..Repeat::every(1, Unit::Week) }, end));
    }
    let from = any(context, end, &["on"])?;
    match repeat.frequency {
        Unit::Week if repeat.weekdays == 0 => {
            let (weekdays, end) =
                weekdays(context, from, WEEKDAYS).or_else(|| weekdays(context, from, PLURALS))?;
            Some((Repeat { weekdays, ..repeat.clone() }, end))
        }
        Unit::Month if repeat.month_days.is_empty() && repeat.weekdays == 0 => {
            let (day, end, _) = day(context, maybe(context, from, &["the"]))?;
            Some((Repeat { month_days: vec![i8::try_from(day).ok()?], ..repeat.clone() }, end))
        }
        Unit::Year if repeat.month.is_none() => {
            let (date, end) = super::day::stretch(context, skip(context, from))?;
            let start = date.readings.first().filter(|_| date.grain == Grain::Day && date.is_open())?.start;
            Some((
                Repeat { month: Some(start.month()), month_days: vec![start.day()], ..repeat.clone() },
                end,
            ))
        }
        _ => None,
    }
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
    if let Some((which, further)) = nths(context, from)
        && let Some((weekdays, end)) = weekdays(context, further, WEEKDAYS)
    {
        let of = any(context, end, &["of the month", "of every month", "of each month", "in the month"]);
        // Every second Saturday is every other one.
        if of.is_none() && which == [2] {
            return Some((Repeat { weekdays, ..Repeat::every(2, Unit::Week) }, end));
        }
        let end = of.unwrap_or(end);
        return Some((Repeat { weekdays, which, ..Repeat::every(1, Unit::Month) }, end));
    }
    if let Some((month, end)) = pick(context, from, MONTHS) {
        let month = i8::try_from(month).ok();
        let plain = Repeat { month, ..Repeat::every(1, Unit::Year) };
        return match day(context, end) {
            Some((day, end, _)) => Some((Repeat { month_days: vec![i8::try_from(day).ok()?], ..plain }, end)),
            None => Some((plain, end)),
        };
    }
    if let Some((holiday, end)) = holiday::named(context, domain::Language::English, skip(context, from)) {
        let next = holiday.some_year(context)?.readings[0].start;
        return Some((
            Repeat {
                month: Some(next.month()),
                month_days: vec![next.day()],
                ..Repeat::every(1, Unit::Year)
            },
            end,
        ));
    }
    if let Some((days, end)) = nths(context, from).filter(|(days, _)| days.len() > 1) {
        let end = maybe(context, end, &["of the month", "of every month", "day of the month"]);
        let repeat = Repeat { month_days: days, ..Repeat::every(1, Unit::Month) };
        return Some((repeat, end)).filter(|(repeat, _)| are_days(repeat));
    }
    if let Some((day, end, true)) = day(context, maybe(context, from, &["the"])) {
        let end = maybe(context, end, &["of the month", "of every month", "day of the month"]);
        let unit = pick(context, end, UNITS);
        if let Some((unit, end)) = unit {
            return Some((Repeat::every(u32::try_from(day).ok()?, unit), end));
        }
        return Some((
            Repeat { month_days: vec![i8::try_from(day).ok()?], ..Repeat::every(1, Unit::Month) },
            end,
        ));
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
        let end = match weekdays {
            0 => end,
            _ => pick(context, end, &[("morning", ()), ("afternoon", ()), ("evening", ()), ("night", ())])
                .map_or(end, |((), end)| end),
        };
        repeat.time = match () {
            () if word(context, at, "midnight").is_some() => Time::new(0, 0, 0, 0).ok(),
            () if word(context, at, "noon").is_some() => Time::new(12, 0, 0, 0).ok(),
            () => None,
        };
        return Some((repeat, end));
    }
    if let Some(end) = any(context, at, &["spring", "summer", "autumn", "fall", "winter"]) {
        return Some((Repeat::every(interval, Unit::Year), end));
    }
    const HALVES: &[(&str, (u32, Unit))] = &[
        ("half hour", (30, Unit::Minute)),
        ("half an hour", (30, Unit::Minute)),
        ("quarter hour", (15, Unit::Minute)),
        ("quarter of an hour", (15, Unit::Minute)),
        ("half minute", (30, Unit::Second)),
        ("half year", (6, Unit::Month)),
        ("fortnight", (2, Unit::Week)),
        ("decade", (10, Unit::Year)),
    ];
    if let Some(((count, unit), end)) = pick(context, at, HALVES) {
        return Some((Repeat::every(count * interval, unit), end));
    }
    if let Some(end) = any(context, at, &["quarter", "quarters"]) {
        return Some((Repeat::every(interval * 3, Unit::Month), end));
    }
    let (unit, end) = pick(context, at, UNITS)?;
    // Every hour and a half.
    match (any(context, end, &["and a half"]), unit) {
        (Some(end), Unit::Hour) => Some((Repeat::every(interval * 60 + 30, Unit::Minute), end)),
        (Some(end), Unit::Year) => Some((Repeat::every(interval * 12 + 6, Unit::Month), end)),
        _ => Some((Repeat::every(interval, unit), end)),
    }
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
    // Tuesday mornings, weekday evenings
    let parts = [("mornings", ()), ("afternoons", ()), ("evenings", ()), ("nights", ())];
    let set = || pick(context, from, &[("weekday", WORKDAYS), ("weekend", WEEKEND)]);
    let singular = weekdays(context, from, WEEKDAYS)
        .or_else(set)
        .and_then(|(days, end)| Some((days, pick(context, end, &parts)?.1)));
    let (weekdays, end) = singular.or_else(|| weekdays(context, from, PLURALS))?;
    let end = pick(context, end, &parts).map_or(end, |((), end)| end);
    Some((Repeat { weekdays, ..Repeat::every(1, Unit::Week) }, end))
}

fn time_before(context: &Context<'_>, at: usize) -> Option<(Time, usize)> {
    let said_at = word(context, at, "at");
    time(context, said_at.unwrap_or(at), said_at.is_some(), None)
}

/// The time of day at which it repeats; of two, the one by day.
fn time(context: &Context<'_>, at: usize, bare: bool, part: Option<Part>) -> Option<(Time, usize)> {
    let (clock, end) = clock::clock(context, at, bare)?;
    let clock = part.map_or(clock, |part| clock.within(part));
    let mut times = clock.times();
    if clock.open && !(6..=11).contains(&clock.hour) {
        times.reverse();
    }
    Some((*times.first()?, end))
}
