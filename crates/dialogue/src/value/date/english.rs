//! Days in English.

use domain::Language;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::{coming_day, coming_month_day, next_weekday, shift, weekday_of_week};
use crate::understanding::Sentence;
use crate::value::{literal, lookup, number};

const EN: Language = Language::English;

const RELATIVE: &[(&str, i64)] = &[
    ("today", 0),
    ("tonight", 0),
    ("tomorrow", 1),
    ("thedayaftertomorrow", 2),
    ("dayaftertomorrow", 2),
    ("yesterday", -1),
    ("thedaybeforeyesterday", -2),
];

const WEEKDAYS: &[(&str, Weekday)] = &[
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
];

const MONTHS: &[(&str, i64)] = &[
    ("january", 1),
    ("jan", 1),
    ("february", 2),
    ("feb", 2),
    ("march", 3),
    ("mar", 3),
    ("april", 4),
    ("apr", 4),
    ("may", 5),
    ("june", 6),
    ("jun", 6),
    ("july", 7),
    ("jul", 7),
    ("august", 8),
    ("aug", 8),
    ("september", 9),
    ("sep", 9),
    ("sept", 9),
    ("october", 10),
    ("oct", 10),
    ("november", 11),
    ("nov", 11),
    ("december", 12),
    ("dec", 12),
];

const ORDINALS: &[(&str, i64)] = &[
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
    ("twentyfirst", 21),
    ("twentysecond", 22),
    ("twentythird", 23),
    ("twentyfourth", 24),
    ("twentyfifth", 25),
    ("twentysixth", 26),
    ("twentyseventh", 27),
    ("twentyeighth", 28),
    ("twentyninth", 29),
    ("thirtieth", 30),
    ("thirtyfirst", 31),
];

pub fn read(sentence: &Sentence, today: Date, at: usize) -> Vec<(Date, usize)> {
    let relative =
        lookup(sentence, EN, RELATIVE, at).and_then(|(days, end)| Some((shift(today, days.days())?, end)));
    [relative, weekday(sentence, today, at), distance(sentence, today, at)]
        .into_iter()
        .flatten()
        .chain(calendar(sentence, today, at))
        .collect()
}

/// `Friday`, `this Friday`, `next Tuesday` (the one of next week), `last Monday`.
fn weekday(sentence: &Sentence, today: Date, at: usize) -> Option<(Date, usize)> {
    let near = lookup(sentence, EN, &[("this", 0), ("thiscoming", 0), ("next", 1), ("last", -1)], at);
    let (weekday, end) = lookup(sentence, EN, WEEKDAYS, near.map_or(at, |(_, end)| end))?;
    let date = match near {
        Some((0, _)) if today.weekday() == weekday => Some(today),
        None | Some((0, _)) => next_weekday(today, weekday),
        Some((weeks, _)) => weekday_of_week(today, weeks, weekday),
    };
    // Tuesday next week
    match literal(sentence, EN, "nextweek", end) {
        Some(end) if near.is_none() => Some((weekday_of_week(today, 1, weekday)?, end)),
        _ => Some((date?, end)),
    }
}

/// `in 3 days`, `two weeks from now`, `a week from today`, `10 days ago`.
fn distance(sentence: &Sentence, today: Date, at: usize) -> Option<(Date, usize)> {
    let ahead = literal(sentence, EN, "in", at);
    let (count, end) = number::whole(sentence, EN, ahead.unwrap_or(at))
        .or_else(|| lookup(sentence, EN, &[("a", 1), ("one", 1)], ahead.unwrap_or(at)))
        .filter(|(n, _)| *n <= 400_000)?;
    let units = [
        ("day", 0),
        ("days", 0),
        ("week", 1),
        ("weeks", 1),
        ("month", 2),
        ("months", 2),
        ("year", 3),
        ("years", 3),
    ];
    let (unit, end) = lookup(sentence, EN, &units, end)?;
    let span = match unit {
        0 => count.days(),
        1 => (count * 7).days(),
        2 => count.min(100_000).months(),
        _ => count.min(9_000).years(),
    };
    if ahead.is_some() {
        return Some((shift(today, span)?, end));
    }
    let directions = [("fromnow", 1), ("fromtoday", 1), ("later", 1), ("ago", -1)];
    let (direction, end) = lookup(sentence, EN, &directions, end)?;
    Some((shift(today, if direction > 0 { span } else { -span })?, end))
}

/// `Nov 30`, `November 30th, 2027`, `the 30th of November`, `30 November`, `the 30th`.
fn calendar(sentence: &Sentence, today: Date, at: usize) -> Vec<(Date, usize)> {
    let the = literal(sentence, EN, "the", at);
    let from = the.unwrap_or(at);
    let mut readings = Vec::new();
    let month_first = lookup(sentence, EN, MONTHS, from).and_then(|(month, end)| {
        let end = literal(sentence, EN, "the", end).unwrap_or(end);
        let (day, end, _) = day(sentence, end)?;
        Some((month, day, end))
    });
    let day_first = day(sentence, from).and_then(|(day, end, _)| {
        let end = literal(sentence, EN, "of", end).unwrap_or(end);
        let (month, end) = lookup(sentence, EN, MONTHS, end)?;
        Some((month, day, end))
    });
    if let Some((month, day, end)) = month_first.or(day_first) {
        readings.extend(coming_month_day(today, month, day).map(|date| (date, end)));
        readings.extend(with_year(sentence, month, day, end));
    }
    if let Some((day, end, true)) = day(sentence, from) {
        readings.extend(coming_day(today, day).map(|date| (date, end)));
    }
    readings
}

fn with_year(sentence: &Sentence, month: i64, day: i64, at: usize) -> Option<(Date, usize)> {
    let at = sentence.literal(at, " ").unwrap_or(at);
    let (year, end) = number::whole(sentence, EN, at).filter(|(year, _)| (1000..10_000).contains(year))?;
    let date =
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some((date, end))
}

/// The day of a month, where it ends, and whether it is an ordinal.
fn day(sentence: &Sentence, at: usize) -> Option<(i64, usize, bool)> {
    if let Some((day, end)) = lookup(sentence, EN, ORDINALS, at) {
        return Some((day, end, true));
    }
    let (day, end) = number::whole(sentence, EN, at).filter(|(day, _)| (1..=31).contains(day))?;
    let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|suffix| literal(sentence, EN, suffix, end));
    Some((day, ordinal.unwrap_or(end), ordinal.is_some()))
}
