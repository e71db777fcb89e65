//! The same time of another day, week, month or year: `this time tomorrow`, `the same day next month`.

use super::{Read, base};
use crate::moment::calendar;
use crate::moment::english::words::{any, maybe, skip};
use crate::moment::stretch::{Context, Grain, Stretch};

/// `this time tomorrow`, `the same time next week`, `this time last year`.
pub(super) fn same(context: &Context<'_>, at: usize) -> Read {
    const LEADS: [&str; 8] = [
        "this time",
        "about this time",
        "around this time",
        "the same time",
        "same time",
        "this day",
        "the same day",
        "this very day",
    ];
    let from = any(context, at, &LEADS)?;
    let day = context.text.slice(at..from).to_lowercase().ends_with("day");
    let from = maybe(context, from, &["of", "on", "in"]);
    let (other, end) = base(&context.deeper()?, skip(context, from))?;
    let first = other.readings.first()?.start.date();
    let today = context.today();
    let day = match other.grain {
        Grain::Day if day => return Some((other, end)),
        Grain::Day => return Some((Stretch::instant(first.to_datetime(context.now.time())), end)),
        Grain::Week => calendar::in_week(first, today.weekday())?,
        Grain::Month => calendar::date(first.year().into(), first.month().into(), today.day().into())?,
        Grain::Year => calendar::date(first.year().into(), today.month().into(), today.day().into())?,
        _ => return None,
    };
    (!other.is_open()).then(|| Some((Stretch::day(day)?, end)))?
}
