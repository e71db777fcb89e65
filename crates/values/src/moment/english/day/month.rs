//! Days of months and months in English: `March 5th, 2026`, `the 30th of November`, `Oct/2`, `June of 2019`.

use super::near::NEAR;
use super::year::year_behind;
use super::{Read, led_by};
use crate::moment::calendar::{self, Between};
use crate::moment::english::words::{MONTHS, any, day, maybe, pick, skip, word};
use crate::moment::stretch::{Context, Grain, Stretch};

/// `March 5th, 2026`, `Nov 30`.
pub(super) fn month_day(context: &Context<'_>, at: usize) -> Read {
    let (month, end) = pick(context, at, MONTHS)?;
    // Oct/2
    let end = context.text.literal(end, "/").unwrap_or_else(|| maybe(context, end, &["the"]));
    let (day, end, _) = day(context, end)?;
    dated(context, month, day, end)
}

/// `5 March`, `the 30th of November, 2027`.
pub(super) fn day_month(context: &Context<'_>, at: usize) -> Read {
    let from = maybe(context, at, &["the"]);
    let (number, end, ordinal) = day(context, from)?;
    let of = any(context, end, &["day of", "of"]);
    let behind = of.or(context.text.literal(end, "/")).unwrap_or(end);
    let Some((month, end)) = pick(context, behind, MONTHS) else {
        // the 30th; "of this month"
        let (month, end) = match of.and_then(|from| near_month(context, from)) {
            Some((month, end)) => (Some(month), end),
            None => (None, end),
        };
        if let Some(month) = month {
            let of = |between: Between| {
                calendar::date(between.start.year().into(), between.start.month().into(), number)
            };
            return Some((month.day_within(String::new(), of)?, end));
        }
        let alone = ordinal && from > at && of.is_none() && !is_named(context, end);
        return alone.then(|| Some((context.day_of_month(number)?, end)))?;
    };
    dated(context, month, number, end)
}

/// The 3rd floor is no day.
pub(super) fn is_named(context: &Context<'_>, end: usize) -> bool {
    const MAY_FOLLOW: [&str; 30] = [
        "has", "have", "will", "should", "can", "may", "before", "after", "instead", "by", "or", "they",
        "we", "at", "in", "on", "and", "to", "until", "through", "for", "if", "is", "works", "please", "or",
        "was", "from", "with", "till",
    ];
    let next = context.text.past_space(end);
    // The third to last row.
    let hyphen =
        context.text.at(end) == Some('-') && context.text.at(end + 1).is_some_and(char::is_alphabetic);
    if hyphen || word(context, end, "to last").is_some() {
        return true;
    }
    context.text.at(next).is_some_and(char::is_alphabetic)
        && !MAY_FOLLOW.iter().any(|follow| word(context, end, follow).is_some())
}

pub(super) fn dated(context: &Context<'_>, month: i64, day: i64, end: usize) -> Read {
    if let Some((year, end)) = year_behind(context, end) {
        return Some((Stretch::day(calendar::date(year, month, day)?)?, end));
    }
    let timex = format!("XXXX-{month:02}-{day:02}");
    Some((context.day_of_some_year(timex, |year| calendar::date(year, month, day))?, end))
}

/// `March`, `March 2026`. Names that are words as well need something that makes them months.
pub(super) fn month(context: &Context<'_>, at: usize) -> Read {
    let (month, end) = pick(context, at, MONTHS)?;
    if let Some((year, end)) = year_behind(context, end) {
        return Some((Stretch::month(year, month)?, end));
    }
    let first = skip(context, at);
    let upper = context.text.cased().get(first).is_some_and(|c| c.is_uppercase());
    let word_too = matches!(month, 3 | 5) || (end - first <= 4 && !matches!(month, 6 | 7));
    let clear = !word_too
        || led_by(
            context,
            first,
            &[
                "in", "of", "by", "since", "until", "till", "next", "last", "this", "early", "late", "mid",
                "through", "to", "from", "and", "before", "after", "during",
            ],
        );
    let verb = month == 5 && led_by(context, first, &["and", "of", "to", "this"]) && !upper;
    (clear && !verb).then(|| Some((some_month(context, month)?, end)))?
}

pub(super) fn some_month(context: &Context<'_>, month: i64) -> Option<Stretch> {
    context.some_year(format!("XXXX-{month:02}"), Grain::Month, |year| calendar::of_months(year, month, 1))
}

pub(super) fn near_month(context: &Context<'_>, at: usize) -> Read {
    let (ahead, from) = pick(context, at, NEAR).or_else(|| Some((0, word(context, at, "the")?)))?;
    Some((context.months_away(ahead)?, word(context, from, "month")?))
}

/// A month whose year may be open.
pub(super) struct WholeMonth(pub Stretch);

impl WholeMonth {
    pub fn part(
        &self,
        context: &Context<'_>,
        suffix: &str,
        grain: Grain,
        part: impl Fn(i64, i64) -> Option<Between>,
    ) -> Option<Stretch> {
        let first = self.0.readings[0].start;
        let month = first.month().into();
        let timex = format!("{}{suffix}", self.0.timex);
        if self.0.is_open() {
            return context.some_year(timex, grain, |year| part(year, month));
        }
        let between = part(first.year().into(), month)?;
        let day = grain == Grain::Day;
        Some(Stretch::new(if day { between.start.date().to_string() } else { timex }, grain, between))
    }
}

pub(super) fn whole_month(context: &Context<'_>, at: usize) -> Option<(WholeMonth, usize)> {
    if let Some(end) = any(context, at, &["the month", "this month"]) {
        return Some((WholeMonth(context.months_away(0)?), end));
    }
    if let Some((month, end)) = near_month(context, at) {
        return Some((WholeMonth(month), end));
    }
    let (month, end) = pick(context, at, MONTHS)?;
    match year_behind(context, end) {
        Some((year, end)) => Some((WholeMonth(Stretch::month(year, month)?), end)),
        None => Some((WholeMonth(some_month(context, month)?), end)),
    }
}
