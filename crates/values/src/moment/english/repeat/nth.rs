//! Places in a month that repeat, in English: `the first Monday of every month`, `the 15th and last day of each month`.

use super::{Read, WEEKEND, WORKDAYS, weekdays};
use crate::moment::english::words::{WEEKDAYS, any, maybe, nth, pick};
use crate::moment::length::Unit;
use crate::moment::repeat::Repeat;
use crate::moment::stretch::Context;

pub(super) fn are_days(repeat: &Repeat) -> bool {
    repeat.month_days.iter().all(|day| *day <= 31)
}

/// `first`, `the second and fourth`, `1st, 3rd and last`.
pub(super) fn nths(context: &Context<'_>, at: usize) -> Option<(Vec<i8>, usize)> {
    let (first, mut end) = nth(context, at)?;
    let mut which = vec![i8::try_from(first).ok()?];
    while which.len() < 5 {
        let comma = context.text.literal(end, ",").unwrap_or(end);
        let from = any(context, comma, &["and", "&"]).unwrap_or(comma);
        let Some((next, further)) = nth(context, from).filter(|_| from > end) else { break };
        which.push(i8::try_from(next).ok()?);
        end = further;
    }
    Some((which, end))
}

/// `the first Monday of every month`, `the 5th of each month`.
pub(super) fn nth_of_every(context: &Context<'_>, at: usize) -> Read {
    const MONTHS: [&str; 4] = ["of every month", "of each month", "each month", "every month"];
    let plain = Repeat::every(1, Unit::Month);
    const EDGES: &[(&str, i8)] = &[
        ("the beginning", 1),
        ("the start", 1),
        ("the end", -1),
        ("beginning", 1),
        ("start", 1),
        ("end", -1),
    ];
    if let Some((day, end)) = pick(context, at, EDGES) {
        return Some((Repeat { month_days: vec![day], ..plain }, any(context, end, &MONTHS)?));
    }
    let (which, from) = nths(context, at)?;
    // The 15th and the last day of every month.
    if let Some(end) = any(context, maybe(context, from, &["day"]), &MONTHS) {
        return Some((Repeat { month_days: which, ..plain }, end)).filter(|(repeat, _)| are_days(repeat));
    }
    const WORKING: &[(&str, u8)] = &[
        ("working day", WORKDAYS),
        ("business day", WORKDAYS),
        ("weekday", WORKDAYS),
        ("workday", WORKDAYS),
        ("weekend day", WEEKEND),
    ];
    let (weekdays, end) = weekdays(context, from, WEEKDAYS).or_else(|| pick(context, from, WORKING))?;
    Some((Repeat { weekdays, which, ..plain }, any(context, end, &MONTHS)?))
}
