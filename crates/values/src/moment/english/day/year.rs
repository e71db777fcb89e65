//! Years, decades and centuries in English: `in 2026`, `nineteen eighty-four`, `the nineties`.

use super::{Read, led_by};
use crate::moment::calendar;
use crate::moment::english::words::{any, maybe, pick, skip, word};
use crate::moment::figures;
use crate::moment::stretch::{Context, Grain, Stretch};
use crate::numeral;

/// `, 2026`, `of 2026`, `'26`.
pub(in crate::moment::english) fn year_behind(context: &Context<'_>, end: usize) -> Option<(i64, usize)> {
    let comma = context.text.literal(end, ",").unwrap_or(end);
    let slash = context.text.literal(comma, "/").unwrap_or(comma);
    let from = skip(context, maybe(context, slash, &["of", "in"]));
    if let Some(from) = context.text.literal(from, "'") {
        let (year, _) = figures::row(context, from).filter(|(_, count)| *count == 2)?;
        return Some((if year < 50 { 2000 + year } else { 1900 + year }, from + 2));
    }
    four(context, from).or_else(|| spelled(context, from)).or_else(|| near_year(context, from))
}

/// `this year`, `next year`.
pub(super) fn near_year(context: &Context<'_>, at: usize) -> Option<(i64, usize)> {
    const YEARS: &[(&str, i64)] = &[
        ("the year", 0),
        ("this year", 0),
        ("the current year", 0),
        ("next year", 1),
        ("the next year", 1),
        ("the following year", 1),
        ("last year", -1),
        ("the previous year", -1),
        ("the year before last", -2),
        ("the year after next", 2),
    ];
    let (ahead, end) = pick(context, at, YEARS)?;
    Some((context.year() + ahead, end))
}

/// `this year's fall`, `last year's Christmas`: what the year holds by that name.
pub(super) fn of_near_year(context: &Context<'_>, at: usize) -> Read {
    const WHOSE: &[(&str, i64)] = &[("this year's", 0), ("next year's", 1), ("last year's", -1)];
    let (ahead, from) = pick(context, at, WHOSE)?;
    let year = context.year() + ahead;
    // As if said on New Year's Day, when every part of the year is coming.
    let then = calendar::midnight(calendar::date(year, 1, 1)?);
    let (part, end) = super::base(&context.deeper()?.at(then), skip(context, from))?;
    let reading = *part.readings.iter().find(|between| i64::from(between.start.year()) == year)?;
    let timex = match part.grain {
        Grain::Day => reading.start.date().to_string(),
        _ => part.timex.replacen("XXXX", &format!("{year:04}"), 1),
    };
    part.is_open().then(|| (Stretch::new(timex, part.grain, reading), end))
}

/// `nineteen eighty-four`, `twenty twenty-five`, `two thousand and twelve`.
fn spelled(context: &Context<'_>, at: usize) -> Option<(i64, usize)> {
    let number = |at: usize| {
        let numeral = numeral::english::read(context.text, at).filter(|n| n.value.is_integer())?;
        Some((i64::try_from(numeral.value.trunc().mantissa()).ok()?, numeral.end))
    };
    context.text.at(at).filter(char::is_ascii_alphabetic)?;
    let (first, end) = number(at)?;
    match first {
        2000..2100 => Some((first, end)),
        10..=20 => {
            let from = skip(context, end);
            let oh = any(context, end, &["oh", "o"]).filter(|_| context.text.at(end) == Some(' '));
            let (second, end) = number(oh.map_or(from, |oh| skip(context, oh)))?;
            let two = if oh.is_some() { (1..10).contains(&second) } else { (10..100).contains(&second) };
            two.then_some((first * 100 + second, end))
        }
        1100..2000 if first % 100 == 0 => Some((first, end)),
        _ => None,
    }
}

/// A year in four figures and nothing else.
pub(super) fn four(context: &Context<'_>, at: usize) -> Option<(i64, usize)> {
    let (year, count) = figures::row(context, at)?;
    let colon = context.text.at(at + count) == Some(':') || context.text.before(at).is_some_and(|c| c == '$');
    (count == 4 && (1000..2200).contains(&year) && context.text.is_edge(at + count) && !colon)
        .then_some((year, at + count))
}

/// `in 2026`, `the year 2026`, `the 1990s`, `the nineties`.
pub(super) fn years(context: &Context<'_>, at: usize) -> Read {
    const NAMED: &[(&str, i64)] = &[
        ("twenties", 2020),
        ("thirties", 1930),
        ("forties", 1940),
        ("fifties", 1950),
        ("sixties", 1960),
        ("seventies", 1970),
        ("eighties", 1980),
        ("nineties", 1990),
    ];
    let the = maybe(context, at, &["the"]);
    if let Some((decade, end)) = pick(context, the, NAMED)
        .filter(|_| the > at || led_by(context, skip(context, at), &["early", "mid", "late"]))
        .filter(|_| !is_somebodys(context, skip(context, at)))
    {
        return Some((span_of_years(decade, 10)?, end));
    }
    let from = skip(context, the);
    let start = context.text.literal(from, "'").unwrap_or(from);
    if let Some((number, count)) = figures::row(context, start) {
        let end = start + count;
        let end_s = context.text.word(end, "s").or_else(|| context.text.word(end, "'s"));
        if let Some(end) = end_s.filter(|_| number % 10 == 0 && (the > at || count == 4)) {
            let decade = if count == 4 {
                number
            } else if number <= 20 {
                2000 + number
            } else {
                1900 + number
            };
            return (count == 4 || count == 2).then(|| Some((span_of_years(decade, 10)?, end)))?;
        }
    }
    if let Some(era) = of_era(context, at) {
        return Some(era);
    }
    // in '92
    if context.text.at(from) == Some('\'')
        && led_by(context, from, &["in", "since", "of", "until", "from", "before", "after", "by"])
        && let Some((year, end)) = year_behind(context, from)
    {
        return Some((Stretch::year(year)?, end)).filter(|_| context.text.is_edge(end));
    }
    let year_word = any(context, at, &["the year", "year", "fiscal year", "the fiscal year"]);
    let year_word = year_word.or_else(|| context.text.literal(skip(context, at), "fy"));
    let from = skip(context, year_word.unwrap_or(at));
    if let Some((year, end)) = spelled(context, from) {
        let oh = [" oh ", "-oh-", " o "].iter().any(|oh| context.text.slice(from..end).contains(oh));
        let century = oh || (2010..2100).contains(&year) || (1900..2000).contains(&year);
        let sure = year_word.is_some()
            || led_by(context, from, &["in", "since", "from", "until", "by", "before", "after", "during"])
            || century && (oh || context.text.slice(from..end).contains('-'));
        return (sure && !is_named_number(context, end)).then(|| Some((Stretch::year(year)?, end)))?;
    }
    let (year, end) = four(context, from)?;
    const LEADS: [&str; 14] = [
        "in", "since", "from", "until", "till", "by", "of", "before", "after", "during", "to", "through",
        "and", "between",
    ];
    let led = year_word.is_some() || led_by(context, skip(context, at), &LEADS);
    (led && !is_named_number(context, end)).then(|| Some((Stretch::year(year)?, end)))?
}

/// `44 BC`, `AD 79`, `the year 300 BCE`.
fn of_era(context: &Context<'_>, at: usize) -> Read {
    const ERAS: &[(&str, bool)] = &[
        ("bc", true),
        ("b.c.", true),
        ("bce", true),
        ("b.c.e.", true),
        ("ad", false),
        ("a.d.", false),
        ("ce", false),
        ("c.e.", false),
    ];
    let from = skip(context, maybe(context, at, &["the year", "year"]));
    // An ad is none: the letters are capitals.
    let upper = |end: usize| context.text.cased().get(end - 1).is_some_and(|c| c.is_uppercase() || *c == '.');
    let before = pick(context, from, &ERAS[4..6]).filter(|(_, end)| upper(*end));
    let start = skip(context, before.map_or(from, |(_, end)| end));
    let (year, count) = figures::row(context, start).filter(|(year, _)| (1..=9_000).contains(year))?;
    let after = pick(context, start + count, ERAS).filter(|(_, end)| upper(*end));
    let (before_ours, end) = after.or(before.map(|(era, _)| (era, start + count)))?;
    let year = if before_ours { calendar::before_our_era(year) } else { year };
    context.text.is_edge(end).then(|| Some((Stretch::year(year)?, end)))?
}

/// `her mid-twenties`: the age of somebody.
fn is_somebodys(context: &Context<'_>, at: usize) -> bool {
    const WHOSE: [&str; 6] = ["his", "her", "my", "your", "our", "their"];
    const PARTS: [&str; 4] = ["", "mid-", "early ", "late "];
    PARTS.iter().any(|part| {
        at.checked_sub(part.len())
            .filter(|from| context.text.literal(*from, part) == Some(at))
            .is_some_and(|from| led_by(context, from, &WHOSE))
    })
}

/// `2000 people`.
pub(super) fn is_named_number(context: &Context<'_>, end: usize) -> bool {
    let next = context.text.past_space(end);
    const MAY_FOLLOW: [&str; 20] = [
        "and", "to", "until", "till", "through", "or", "was", "is", "the", "in", "we", "i", "at", "for",
        "he", "she", "it", "they", "with", "by",
    ];
    next > end
        && context.text.at(next).is_some_and(char::is_alphabetic)
        && !MAY_FOLLOW.iter().any(|follow| word(context, end, follow).is_some())
}

pub(super) fn span_of_years(year: i64, count: i64) -> Option<Stretch> {
    let between = calendar::of_months(year, 1, count * 12)?;
    Some(Stretch::dates(between.start.date(), between.end.date(), &format!("P{count}Y"), Grain::Decade))
}
