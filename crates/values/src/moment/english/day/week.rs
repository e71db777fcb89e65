//! Weekdays and weeks in English: `next Friday`, `Friday week`, `two Mondays ago`, `the week of the 14th`.

use jiff::civil::Weekday;

use super::near::NEAR;
use super::{Read, base};
use crate::moment::calendar;
use crate::moment::english::words::{PLURALS, WEEKDAYS, any, maybe, pick, skip, whole, word};
use crate::moment::stretch::{Context, Grain, Stretch};

/// `Friday`, `next Friday`, `Tuesday next week`.
pub(super) fn weekday(context: &Context<'_>, at: usize) -> Read {
    if let Some(counted) = counted_weekdays(context, at) {
        return Some(counted);
    }
    let near = pick(context, at, NEAR);
    let from = near.map_or_else(|| article_of_next(context, at), |(_, end)| end);
    let (weekday, end) = pick(context, from, WEEKDAYS)?;
    let first = skip(context, from);
    let upper = context.text.cased().get(first).is_some_and(|c| c.is_uppercase());
    if near.is_none()
        && end - first <= 3
        && matches!(weekday, Weekday::Saturday | Weekday::Sunday | Weekday::Wednesday | Weekday::Monday)
        && !upper
    {
        return None;
    }
    let week = |weeks: i64| calendar::in_week(calendar::days(context.today(), weeks * 7)?, weekday);
    if near.is_none()
        && let Some((weeks, end)) = pick(
            context,
            maybe(context, end, &["of"]),
            &[
                ("next week", 1),
                ("this week", 0),
                ("last week", -1),
                ("week after next", 2),
                ("the week after next", 2),
            ],
        )
    {
        return Some((Stretch::day(week(weeks)?)?, end));
    }
    // Friday week, a week after Friday; the Friday after next.
    if near.is_none_or(|(near, _)| near == 0)
        && let Some(end) = any(context, end, &["week"]).filter(|end| word(context, *end, "days").is_none())
    {
        let coming = context.weekday(weekday)?.readings.first()?.start.date();
        return Some((Stretch::day(calendar::days(coming, 7)?)?, end));
    }
    if let Some(beside) = beside(context, weekday, end) {
        return Some(beside);
    }
    if let Some(end) = any(context, end, &["after next"]) {
        return Some((Stretch::day(week(2)?)?, end));
    }
    let stretch = match near {
        None => context.weekday(weekday)?,
        Some((0, _)) => Stretch::day(week(0)?)?,
        Some((weeks, further)) => {
            let coming =
                any(context, at, &["coming", "upcoming", "the coming", "following", "the following"])
                    == Some(further);
            match coming {
                true => {
                    let tomorrow = calendar::midnight(calendar::days(context.today(), 1)?);
                    Stretch::day(context.at(tomorrow).weekday(weekday)?.readings[0].start.date())?
                }
                false => Stretch::day(week(weeks)?)?,
            }
        }
    };
    Some((stretch, end))
}

/// The article of "the Friday after next".
fn article_of_next(context: &Context<'_>, at: usize) -> usize {
    let named = word(context, at, "the").and_then(|from| pick(context, from, WEEKDAYS));
    match named {
        Some((_, end)) if any(context, end, &["after", "before", "following"]).is_some() => {
            maybe(context, at, &["the"])
        }
        _ => at,
    }
}

/// `the Monday after Christmas`, `the Friday before Thanksgiving`.
fn beside(context: &Context<'_>, weekday: Weekday, at: usize) -> Read {
    let (after, from) = pick(context, at, &[("after", true), ("following", true), ("before", false)])?;
    let (base, end) =
        base(&context.deeper()?, skip(context, from)).filter(|(base, _)| base.grain == Grain::Day)?;
    let timex = format!("{}{}P1W", base.timex, if after { '+' } else { '-' });
    let day = base.day_within(timex, |between| {
        let day = between.start.date();
        day.nth_weekday(if after { 1 } else { -1 }, weekday).ok()
    })?;
    Some((day, end))
}

/// `two Mondays ago`, `three Fridays from now`.
fn counted_weekdays(context: &Context<'_>, at: usize) -> Read {
    let ahead = any(context, at, &["in"]);
    let (count, end) = whole(context, ahead.unwrap_or(at)).filter(|(count, _)| (1..=500).contains(count))?;
    let (weekday, end) = pick(context, end, PLURALS).or_else(|| pick(context, end, WEEKDAYS))?;
    let sides = [("ago", -1), ("from now", 1), ("from today", 1), ("back", -1), ("' time", 1), ("time", 1)];
    let (sign, end) = pick(context, end, &sides)?;
    let near = context.weekday(weekday)?.readings;
    let tomorrow = calendar::midnight(calendar::days(context.today(), 1)?);
    let coming = near.iter().find(|between| between.start >= tomorrow);
    let coming =
        coming.map_or_else(|| calendar::days(context.today(), 7), |between| Some(between.start.date()))?;
    let first = if sign > 0 { coming } else { near.last()?.start.date() };
    Some((Stretch::day(calendar::days(first, sign * 7 * (count - 1))?)?, end))
}

/// `the week after Christmas`, `the weekend before the 15th`, `the week of Thanksgiving` by [`week_of`].
pub(super) fn week_beside(context: &Context<'_>, at: usize) -> Read {
    const UNITS: &[(&str, i64)] = &[("the week", 1), ("the weekend", 2), ("weekend", 2), ("the month", 3)];
    const SIDES: &[(&str, i64)] = &[("after", 1), ("following", 1), ("before", -1), ("of", 0)];
    let (unit, end) = pick(context, at, UNITS)?;
    let (side, from) = pick(context, end, SIDES).filter(|(side, _)| *side != 0 || unit == 2)?;
    let (day, end) =
        base(&context.deeper()?, skip(context, from)).filter(|(day, _)| day.grain == Grain::Day)?;
    let beside = |between: calendar::Between| {
        let date = between.start.date();
        if unit == 3 {
            let first = calendar::months(date.first_of_month(), side)?;
            return calendar::of_months(first.year().into(), first.month().into(), 1);
        }
        let monday = calendar::monday(date)?;
        let weekday = date.weekday().to_monday_zero_offset();
        // The weekend before a Sunday is another; before a Friday it is that of the week before.
        let weeks = match (unit, side) {
            (2, 1) if weekday < 5 => 0,
            (2, 0) => 0,
            _ => side,
        };
        let monday = calendar::days(monday, weeks * 7)?;
        let from = if unit == 2 { 5 } else { 0 };
        Some(calendar::Between::dates(calendar::days(monday, from)?, calendar::days(monday, 7)?))
    };
    let grain = if unit == 2 {
        Grain::Weekend
    } else if unit == 1 {
        Grain::Week
    } else {
        Grain::Month
    };
    let found = day.within(String::new(), grain, beside)?;
    Some((Stretch { timex: found.readings[0].timex(), ..found }, end))
}

/// `the week of December 7`, `week beginning the 14th`: the week in which that day lies.
pub(super) fn week_of(context: &Context<'_>, at: usize) -> Read {
    const LEADS: [&str; 6] =
        ["week of", "week commencing", "week beginning", "week starting", "week that begins", "week ending"];
    let from = any(context, maybe(context, at, &["the"]), &LEADS)?;
    let from = maybe(context, from, &["on"]);
    let (day, end) = base(&context.deeper()?, skip(context, from))?;
    if day.grain != Grain::Day {
        return None;
    }
    let monday = |between: calendar::Between| calendar::monday(between.start.date());
    let week = day.within(day.timex.clone(), Grain::Week, |between| {
        let monday = monday(between)?;
        Some(calendar::Between::dates(monday, calendar::days(monday, 7)?))
    })?;
    if day.is_open() { Some((week, end)) } else { Some((Stretch::week(monday(day.readings[0])?)?, end)) }
}
