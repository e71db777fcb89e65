//! Places in a row in English: `the first Monday of March`, `the third week of 2027`, `the last day of the year`.

use super::month::whole_month;
use super::near::{UNITS, unit_away};
use super::season::quarter_of;
use super::year::{four, near_year, span_of_years};
use super::{Read, base};
use crate::moment::calendar::{self, Between};
use crate::moment::english::length;
use crate::moment::english::words::{WEEKDAYS, any, nth, pick, skip, word};
use crate::moment::stretch::{Context, Grain, Stretch};

/// `the first Monday of March`, `last week of this month`, `the third week of March`, `the last day of the month`.
pub(super) fn nth_of(context: &Context<'_>, at: usize) -> Read {
    let (n, from) = nth(context, at)?;
    let of = |end: usize| any(context, end, &["of", "in"]);
    if let Some((weekday, end)) = pick(context, from, WEEKDAYS) {
        if let Some((year, end)) = whole_year(context, of(end)?) {
            let day = calendar::date(year, 1, 1)?.nth_weekday_of_month(1, weekday).ok()?;
            let last = calendar::date(year, 12, 1)?.nth_weekday_of_month(-1, weekday).ok()?;
            let day = if n < 0 { last } else { calendar::days(day, (n - 1) * 7)? };
            return Some((Stretch::day(day)?, end));
        }
        let (month, end) = whole_month(context, of(end)?)?;
        return Some((
            month.part(
                context,
                &format!("-WXX-{}-#{n}", weekday.to_monday_one_offset()),
                Grain::Day,
                |year, month| {
                    let day = calendar::weekday_of_month(year, month, n, weekday)?;
                    Some(Between::dates(day, calendar::days(day, 1)?))
                },
            )?,
            end,
        ));
    }
    if let Some((days, end)) = working_day(context, n, from).or_else(|| several(context, n, from)) {
        return Some((days, end));
    }
    if let Some(end) = word(context, from, "week") {
        if let Some((year, end)) = whole_year(context, of(end)?) {
            let next = calendar::monday(calendar::date(year + 1, 1, 4)?)?;
            let first = calendar::monday(calendar::date(year, 1, 4)?)?;
            let monday = if n < 0 { calendar::days(next, -7) } else { calendar::days(first, (n - 1) * 7) }?;
            return Some((Stretch::week(monday).filter(|_| monday < next)?, end));
        }
        let (month, end) = whole_month(context, of(end)?)?;
        return Some((
            month.part(context, &format!("-W{n:02}"), Grain::Week, |year, month| {
                calendar::week_of_month(year, month, n)
            })?,
            end,
        ));
    }
    if let Some(end) = word(context, from, "day") {
        let (whole, end) = of_whole(context, end)?;
        let day = whole.day_within(format!("{}-LAST", whole.timex), |between| {
            if n < 0 { Some(between.last()) } else { calendar::days(between.start.date(), n - 1) }
        })?;
        return Some((day, end));
    }
    if let Some(end) = word(context, from, "quarter").filter(|_| n < 5) {
        let n = if n < 0 { 4 } else { n };
        return match whole_year(context, of(end).unwrap_or(end)) {
            Some((year, end)) => Some((quarter_of(year, n)?, end)),
            None => Some((
                context.some_year(format!("XXXX-Q{n}"), Grain::Season, |year| {
                    calendar::of_months(year, n * 3 - 2, 3)
                })?,
                end,
            ))
            .filter(|_| of(end).is_none()),
        };
    }
    let end = word(context, from, "century").filter(|_| n > 0)?;
    Some((span_of_years((n - 1) * 100 + 1, 100)?, end))
}

const WORKING: [&str; 5] = ["working day", "business day", "weekday", "workday", "work day"];

/// `the last working day of the month`.
fn working_day(context: &Context<'_>, n: i64, from: usize) -> Read {
    let (whole, end) = of_whole(context, any(context, from, &WORKING)?)?;
    let day = whole.day_within(format!("{}-WD-#{n}", whole.timex), |between| {
        if n < 0 {
            calendar::working_days(between.end.date(), n)
        } else {
            calendar::working_days(between.start.date().yesterday().ok()?, n)
        }
    })?;
    Some((day, end))
}

/// `the first three days of January`, `the last two weeks of the year`.
fn several(context: &Context<'_>, n: i64, from: usize) -> Read {
    let (length, end) = length::length(context, from).filter(|_| n.abs() == 1)?;
    let (whole, end) = of_whole(context, end)?;
    let timex = format!("{}-{}{}", whole.timex, if n > 0 { "FIRST" } else { "LAST" }, length.timex());
    let part = whole.within(timex, Grain::Weekend, |between| {
        let (start, end) = (between.start.date(), between.end.date());
        if n > 0 {
            Some(Between::dates(start, length.shift_date(start, 1)?))
        } else {
            Some(Between::dates(length.shift_date(end, -1)?, end))
        }
    })?;
    let first = part.readings[0];
    let closed = format!("({},{},{})", first.start.date(), first.end.date(), length.timex());
    let timex = if whole.is_open() { part.timex.clone() } else { closed };
    Some((Stretch { timex, ..part }, end))
}

/// The stretch behind "of" or "in".
fn of_whole(context: &Context<'_>, at: usize) -> Read {
    whole_of(context, any(context, at, &["of", "in"])?)
}

/// A week, a month or more, open or not.
pub(super) fn whole_of(context: &Context<'_>, from: usize) -> Read {
    the_unit(context, from)
        .or_else(|| {
            let (month, end) = whole_month(context, from)?;
            Some((month.0, end))
        })
        .or_else(|| whole_year(context, from).and_then(|(year, end)| Some((Stretch::year(year)?, end))))
        .or_else(|| base(&context.deeper()?, skip(context, from)))
        .filter(|(whole, _)| whole.grain > Grain::Day)
}

/// `the year`, `the week`: those that are going on.
fn the_unit(context: &Context<'_>, at: usize) -> Read {
    let (unit, end) = pick(context, word(context, at, "the")?, UNITS)?;
    Some((unit_away(context, unit, 0)?, end))
}

/// `2027`, `the year`, `next year`.
fn whole_year(context: &Context<'_>, at: usize) -> Option<(i64, usize)> {
    four(context, skip(context, any(context, at, &["the year"]).unwrap_or(at)))
        .or_else(|| near_year(context, at))
}
