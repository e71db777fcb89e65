//! What is near in English: `this week`, `next month`, `last summer`, `the rest of the week`, `year to date`.

use domain::Language;

use super::Read;
use super::month::some_month;
use super::season::{quarter_of, season};
use super::year::span_of_years;
use crate::moment::calendar::{self, Between};
use crate::moment::english::weekend;
use crate::moment::english::words::{MONTHS, any, maybe, pick, skip, word};
use crate::moment::holiday;
use crate::moment::stretch::{Context, Grain, Stretch};

/// How near: this, next, last.
pub(super) const NEAR: &[(&str, i64)] = &[
    ("this", 0),
    ("this coming", 0),
    ("the current", 0),
    ("current", 0),
    ("this past", -1),
    ("next", 1),
    ("the next", 1),
    ("the following", 1),
    ("the coming", 1),
    ("coming", 1),
    ("upcoming", 1),
    ("following", 1),
    ("last", -1),
    ("the last", -1),
    ("past", -1),
    ("the past", -1),
    ("previous", -1),
    ("the previous", -1),
    ("the week after next", 2),
    ("the same", 0),
];

/// What may be near, as [`unit_away`] counts.
pub(super) const UNITS: &[(&str, i64)] = &[
    ("week", 1),
    ("weekend", 2),
    ("month", 3),
    ("year", 4),
    ("quarter", 5),
    ("decade", 6),
    ("century", 7),
    ("work week", 1),
    ("business week", 1),
    ("calendar year", 4),
    ("fiscal year", 4),
    ("calendar month", 3),
];

/// `this week`, `next month`, `last year`, `next weekend`, `this March`, `last summer`.
pub(super) fn near(context: &Context<'_>, at: usize) -> Read {
    const WEEKS: &[(&str, i64)] =
        &[("the week after next", 2), ("the week before last", -2), ("week before last", -2)];
    if let Some((weeks, end)) = pick(context, at, WEEKS) {
        return Some((context.weeks_away(weeks)?, end));
    }
    const WEEKENDS: &[(&str, i64)] = &[("the weekend after next", 2), ("the weekend before last", -2)];
    if let Some((weeks, end)) = pick(context, at, WEEKENDS) {
        return Some((weekend(&context.weeks_away(weeks)?)?, end));
    }
    if let Some((ahead, end)) =
        pick(context, at, &[("the month after next", 2), ("the month before last", -2)])
    {
        return Some((context.months_away(ahead)?, end));
    }
    if let Some((ahead, end)) = pick(context, at, &[("the year after next", 2), ("the year before last", -2)])
    {
        return Some((Stretch::year(context.year() + ahead)?, end));
    }
    if let Some(end) =
        any(context, at, &["the weekend", "weekend"]).filter(|end| word(context, *end, "of").is_none())
    {
        return Some((weekend(&context.weeks_away(0)?)?, end));
    }
    let (ahead, from) = pick(context, at, NEAR)?;
    if let Some((unit, end)) = pick(context, from, UNITS) {
        return Some((unit_away(context, unit, ahead)?, end));
    }
    if let Some((month, end)) = pick(context, from, MONTHS) {
        return Some((by_year(context, ahead, &some_month(context, month)?)?, end));
    }
    if let Some((holiday, end)) = holiday::named(context, Language::English, skip(context, from)) {
        return Some((by_year(context, ahead, &holiday.some_year(context)?)?, end));
    }
    let (season, end) = season(context, skip(context, from))?;
    season.timex.starts_with("XXXX").then(|| Some((by_year(context, ahead, &season)?, end)))?
}

pub(super) fn unit_away(context: &Context<'_>, unit: i64, ahead: i64) -> Option<Stretch> {
    let year = context.year();
    match unit {
        1 => context.weeks_away(ahead),
        2 => weekend(&context.weeks_away(ahead)?),
        3 => context.months_away(ahead),
        4 => Stretch::year(year + ahead),
        5 => {
            let quarter = (i64::from(context.now.month()) - 1) / 3 + ahead;
            quarter_of(year + quarter.div_euclid(4), quarter.rem_euclid(4) + 1)
        }
        6 => span_of_years((year / 10 + ahead) * 10, 10),
        _ => span_of_years(((year - 1) / 100 + ahead) * 100 + 1, 100),
    }
}

/// The reading of an open year that "this", "next" or "last" means.
pub(super) fn by_year(context: &Context<'_>, ahead: i64, open: &Stretch) -> Option<Stretch> {
    let reading = match ahead {
        0 => {
            let year = context.now.year();
            *open.readings.iter().find(|between| between.start.year() == year).or(open.readings.first())?
        }
        1.. => *open.readings.first()?,
        _ => *open.readings.last()?,
    };
    let timex = open.timex.replacen("XXXX", &format!("{:04}", reading.start.year()), 1);
    let day = open.grain == Grain::Day;
    Some(Stretch::new(if day { reading.start.date().to_string() } else { timex }, open.grain, reading))
}

/// `year to date`, `this month so far`; `the rest of the week`.
pub(super) fn part_of_now(context: &Context<'_>, at: usize) -> Read {
    const SO_FAR: &[(&str, i64)] = &[
        ("year to date", 4),
        ("ytd", 4),
        ("this year so far", 4),
        ("month to date", 3),
        ("mtd", 3),
        ("this month so far", 3),
        ("week to date", 1),
        ("this week so far", 1),
    ];
    let today = context.today();
    if let Some((unit, end)) = pick(context, maybe(context, at, &["the"]), SO_FAR) {
        let start = unit_away(context, unit, 0)?.readings[0].start.date();
        return Some((days_between(start, today)?, end));
    }
    let from = any(context, at, &["the rest of", "rest of", "the remainder of", "remainder of"])?;
    let from = any(context, from, &["the", "this", "my", "our", "your"])?;
    if let Some(end) = word(context, from, "day") {
        let until = Between { start: context.now, end: calendar::midnight(calendar::days(today, 1)?) };
        return Some((Stretch::new(format!("{today}"), Grain::Hours, until), end));
    }
    let (unit, end) = pick(context, from, UNITS)?;
    Some((days_between(today, unit_away(context, unit, 0)?.readings[0].end.date())?, end))
}

fn days_between(start: jiff::civil::Date, end: jiff::civil::Date) -> Option<Stretch> {
    let days = (end - start).get_days();
    (days > 0).then(|| Stretch::dates(start, end, &format!("P{days}D"), Grain::Week))
}
