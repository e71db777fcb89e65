//! Days, weeks, months and years in English: `next Friday`, `the last Tuesday of March`, `March 5th, 2026`, `in two weeks`.

use domain::Language;

use super::words::{WEEKDAYS, any, pick, skip, word};
use crate::moment::stretch::{Context, Grain, Stretch};
use crate::moment::{calendar, figures, holiday};
use away::{away, from_base};
use edge::edge_of;
use month::{day_month, month, month_day};
use near::{near, part_of_now};
use nth::{nth_of, whole_of};
use same::same;
use season::{counted, halves, quarters, season};
use week::{week_beside, week_of, weekday};
use year::{of_near_year, years};

mod away;
mod edge;
mod month;
mod near;
mod nth;
mod same;
mod season;
mod week;
mod year;

pub(super) use year::year_behind;

type Read = Option<(Stretch, usize)>;

/// The longest stretch at `at`, with what follows it: `next week on Friday`, `Christmas 2027`.
pub(super) fn stretch(context: &Context<'_>, at: usize) -> Read {
    let (mut stretch, mut end) = base(context, at)?;
    for _ in 0..3 {
        let Some((narrower, further)) = narrow(context, &stretch, end) else { break };
        (stretch, end) = (narrower, further);
    }
    Some((stretch, end))
}

fn base(context: &Context<'_>, at: usize) -> Read {
    let readers: [fn(&Context<'_>, usize) -> Read; 23] = [
        days,
        in_figures,
        month_day,
        day_month,
        month,
        weekday,
        near,
        nth_of,
        edge_of,
        holidays,
        away,
        from_base,
        years,
        of_near_year,
        quarters,
        season,
        week_of,
        week_beside,
        part_of_now,
        same,
        halves,
        counted,
        eve_of,
    ];
    readers.iter().filter_map(|read| read(context, at)).max_by_key(|(_, end)| *end)
}

fn days(context: &Context<'_>, at: usize) -> Read {
    const DAYS: &[(&str, i64)] = &[
        ("today", 0),
        ("tomorrow", 1),
        ("tomorow", 1),
        ("tmr", 1),
        ("tmrw", 1),
        ("yesterday", -1),
        ("the day after tomorrow", 2),
        ("day after tomorrow", 2),
        ("the day before yesterday", -2),
        ("day before yesterday", -2),
        ("the current day", 0),
        ("the next day", 1),
        ("the following day", 1),
        ("the previous day", -1),
        ("the day before", -1),
        ("this day", 0),
        ("today's", 0),
    ];
    let (days, end) = pick(context, at, DAYS)?;
    Some((context.days_away(days)?, end))
}

fn in_figures(context: &Context<'_>, at: usize) -> Read {
    figures::date(context, Language::English, skip(context, at))
}

/// The word before `at` is one of `words`.
pub(super) fn led_by(context: &Context<'_>, at: usize, words: &[&str]) -> bool {
    let before = &context.text.letters()[..at];
    let before: &[char] = match before.last() {
        Some(' ' | '-') => &before[..at - 1],
        _ => before,
    };
    words.iter().any(|word| {
        let word: Vec<char> = word.chars().collect();
        before.ends_with(&word)
            && before.len().checked_sub(word.len() + 1).is_none_or(|i| !before[i].is_alphanumeric())
    })
}

/// `Christmas`, `Thanksgiving 2027`.
fn holidays(context: &Context<'_>, at: usize) -> Read {
    let (holiday, end) = holiday::named(context, Language::English, skip(context, at))?;
    // Happy new year is a wish.
    if led_by(context, skip(context, at), &["happy", "merry", "a happy"]) {
        return None;
    }
    let (day, end) = match year_behind(context, end) {
        Some((year, end)) => (holiday.of_year(year)?, end),
        None => (holiday.some_year(context)?, end),
    };
    if let Some(end) = any(context, end, &["eve"]) {
        return Some((eve(&day)?, end));
    }
    match any(context, end, &["weekend", "long weekend"]) {
        Some(end) => Some((holiday.weekend(&day)?, end)),
        None => Some((day, end)),
    }
}

/// `the eve of Thanksgiving`.
fn eve_of(context: &Context<'_>, at: usize) -> Read {
    let from = any(context, at, &["the eve of", "eve of"])?;
    let (day, end) = base(&context.deeper()?, skip(context, from))?;
    Some((eve(&day).filter(|_| day.grain == Grain::Day)?, end))
}

fn eve(day: &Stretch) -> Option<Stretch> {
    day.day_within(format!("{}-P1D", day.timex), |between| between.start.date().yesterday().ok())
}

/// A weekday or year said behind: `next week on Friday`, `March 5, Thursday`.
fn narrow(context: &Context<'_>, stretch: &Stretch, end: usize) -> Read {
    match stretch.grain {
        Grain::Week => {
            let (weekday, end) = pick(context, word(context, end, "on").unwrap_or(end), WEEKDAYS)?;
            Some((
                stretch
                    .day_within(String::new(), |between| calendar::in_week(between.start.date(), weekday))?,
                end,
            ))
        }
        Grain::Day => {
            let comma = context.text.literal(end, ",").unwrap_or(end);
            // Thursday, March 5
            if stretch.timex.starts_with("XXXX-WXX") {
                let (day, further) = month_day(context, comma)
                    .or_else(|| day_month(context, comma))
                    .or_else(|| in_figures(context, comma))?;
                let weekday = stretch.readings[0].start.weekday();
                return Some((context.on_weekday(&day, weekday).unwrap_or(day), further));
            }
            let (_, end) = pick(context, comma, WEEKDAYS).filter(|_| comma > end)?;
            Some((stretch.clone(), end))
        }
        _ => None,
    }
}
