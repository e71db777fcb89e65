//! Spans of hours in English: `3-5pm`, `from 9 to 5 on Friday`, `this morning from 9 to 11`.

use super::place::day_part;
use super::{Read, dash};
use crate::moment::clock::Clock;
use crate::moment::english::words::{any, maybe, skip, word};
use crate::moment::english::{clock, day};
use crate::moment::sense::{self, Hours};
use crate::moment::stretch::{Context, Grain};

/// `3 to 5pm`: the first hour is in the half of the second, unless that would turn it around.
pub(super) fn paired(from: Clock, to: Clock) -> Hours {
    if !from.open || to.open {
        return Hours { from, to };
    }
    let same = Clock { hour: from.hour % 12 + if to.hour >= 12 { 12 } else { 0 }, open: false, ..from };
    let other = Clock { hour: from.hour % 12 + if to.hour >= 12 { 0 } else { 12 }, open: false, ..from };
    let minutes = |clock: Clock| clock.hour * 60 + clock.minute.unwrap_or(0);
    Hours { from: if minutes(same) < minutes(to) || to.hour == 24 { same } else { other }, to }
}

/// `3-5pm`, `tomorrow 3 to 5pm`, `from 9 to 5 on Friday`, `Monday from 2 to 4`.
pub(super) fn hours(context: &Context<'_>, at: usize) -> Read {
    let day = day::stretch(context, at).filter(|(stretch, _)| stretch.grain == Grain::Day);
    let start = day.as_ref().map_or(at, |(_, end)| context.text.literal(*end, ",").unwrap_or(*end));
    // this afternoon, tomorrow afternoon
    let of_day = || {
        let (stretch, end) = day.clone()?;
        let (part, end) = clock::part(context, end)?;
        Some((part, stretch, end))
    };
    let (part, start) = match day_part(context, at).or_else(of_day) {
        Some((part, stretch, end)) => (Some((part, stretch)), end),
        None => (None, start),
    };
    let (Hours { from, to }, said, end) = clocks(context, start)?;
    // From 12 to 18 are numbers until something makes them times.
    let sure = day.is_some() || from.minute.is_some();
    let mut pair = paired(from, to);
    let day = match part {
        Some((part, stretch)) => {
            pair = paired(from.within(part), to.within(part));
            Some(stretch)
        }
        None => day.map(|(stretch, _)| stretch),
    };
    let behind = maybe(context, end, &["on"]);
    let (day, end) = match (
        day,
        day::stretch(context, skip(context, behind)).filter(|(stretch, _)| stretch.grain == Grain::Day),
    ) {
        (None, Some((stretch, end))) => (Some(stretch), end),
        (day, _) => (day, end),
    };
    (sure || said || day.is_some()).then(|| Some((sense::of_hours(pair, day.as_ref(), context)?, end)))?
}

/// `from 9 to 5`, `9am-6pm`: the hours of whatever day.
pub(in crate::moment::english) fn span(context: &Context<'_>, at: usize) -> Option<(Hours, usize)> {
    let (Hours { from, to }, _, end) = clocks(context, at)?;
    Some((paired(from, to), end))
}

/// Two clocks, and whether either says itself to be one.
fn clocks(context: &Context<'_>, start: usize) -> Option<(Hours, bool, usize)> {
    let from_word = any(context, start, &["from", "between"]);
    let first = from_word.unwrap_or(start);
    let (from, end) = clock::clock(context, first, true)?;
    let joint = dash(context, end).or_else(|| {
        any(context, end, &["to", "until", "till", "and", "through"])
            .filter(|_| from_word.is_some() || word(context, end, "and").is_none())
    })?;
    let (to, end) = clock::clock(context, joint, true)?;
    if from.hour == to.hour && from.minute == to.minute && from.open == to.open {
        return None;
    }
    let said = |at: usize| clock::clock(context, at, false).is_some();
    Some((Hours { from, to }, said(first) || said(joint), end))
}
