//! English words at a place in a sentence: whole ones, behind a space or a hyphen.

use jiff::civil::Weekday;

use crate::moment::length::Unit;
use crate::moment::stretch::Context;
use crate::numeral;

pub(super) const WEEKDAYS: &[(&str, Weekday)] = &[
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("tues", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("weds", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("thur", Weekday::Thursday),
    ("thurs", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
    ("mon.", Weekday::Monday),
    ("tue.", Weekday::Tuesday),
    ("wed.", Weekday::Wednesday),
    ("thu.", Weekday::Thursday),
    ("fri.", Weekday::Friday),
    ("sat.", Weekday::Saturday),
    ("sun.", Weekday::Sunday),
];

pub(super) const PLURALS: &[(&str, Weekday)] = &[
    ("mondays", Weekday::Monday),
    ("tuesdays", Weekday::Tuesday),
    ("wednesdays", Weekday::Wednesday),
    ("thursdays", Weekday::Thursday),
    ("fridays", Weekday::Friday),
    ("saturdays", Weekday::Saturday),
    ("sundays", Weekday::Sunday),
];

pub(super) const MONTHS: &[(&str, i64)] = &[
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("sept", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
    ("jan.", 1),
    ("feb.", 2),
    ("mar.", 3),
    ("apr.", 4),
    ("jun.", 6),
    ("jul.", 7),
    ("aug.", 8),
    ("sep.", 9),
    ("sept.", 9),
    ("oct.", 10),
    ("nov.", 11),
    ("dec.", 12),
];

pub(super) const UNITS: &[(&str, Unit)] = &[
    ("year", Unit::Year),
    ("years", Unit::Year),
    ("yr", Unit::Year),
    ("yrs", Unit::Year),
    ("month", Unit::Month),
    ("months", Unit::Month),
    ("mo", Unit::Month),
    ("week", Unit::Week),
    ("weeks", Unit::Week),
    ("wk", Unit::Week),
    ("wks", Unit::Week),
    ("day", Unit::Day),
    ("days", Unit::Day),
    ("night", Unit::Day),
    ("nights", Unit::Day),
    ("hour", Unit::Hour),
    ("hours", Unit::Hour),
    ("hr", Unit::Hour),
    ("hrs", Unit::Hour),
    ("h", Unit::Hour),
    ("minute", Unit::Minute),
    ("minutes", Unit::Minute),
    ("min", Unit::Minute),
    ("mins", Unit::Minute),
    ("second", Unit::Second),
    ("seconds", Unit::Second),
    ("sec", Unit::Second),
    ("secs", Unit::Second),
];

/// Past a space or a hyphen.
pub(super) fn skip(context: &Context<'_>, at: usize) -> usize {
    let at = context.text.past_space(at);
    if context.text.at(at) == Some('-') { context.text.past_space(at + 1) } else { at }
}

/// Where whole `words` end.
pub(super) fn word(context: &Context<'_>, at: usize, words: &str) -> Option<usize> {
    let at = skip(context, at);
    context.text.word(at, words)
}

pub(super) fn any(context: &Context<'_>, at: usize, words: &[&str]) -> Option<usize> {
    let at = skip(context, at);
    words.iter().filter_map(|words| context.text.word(at, words)).max()
}

pub(super) fn pick<T: Copy>(context: &Context<'_>, at: usize, table: &[(&str, T)]) -> Option<(T, usize)> {
    let at = skip(context, at);
    table
        .iter()
        .filter_map(|&(words, meaning)| Some((meaning, context.text.word(at, words)?)))
        .max_by_key(|(_, end)| *end)
}

/// Past one of `words`, or where it was.
pub(super) fn maybe(context: &Context<'_>, at: usize, words: &[&str]) -> usize {
    any(context, at, words).unwrap_or(at)
}

/// A whole number in figures or words.
pub(super) fn whole(context: &Context<'_>, at: usize) -> Option<(i64, usize)> {
    let at = skip(context, at);
    let numeral = numeral::english::read(context.text, at).filter(|numeral| numeral.value.is_integer())?;
    Some((i64::try_from(numeral.value.trunc().mantissa()).ok()?, numeral.end))
}

/// The day of a month, and whether it is an ordinal: `5th`, `fifth`, `5`.
pub(super) fn day(context: &Context<'_>, at: usize) -> Option<(i64, usize, bool)> {
    let at = skip(context, at);
    let fits = |day: &i64| (1..=31).contains(day);
    if let Some((value, end)) = numeral::english::ordinal(context.text, at)
        && let Some(day) = i64::try_from(value.trunc().mantissa()).ok().filter(fits)
    {
        return Some((day, end, true));
    }
    let (day, count) =
        crate::moment::figures::row(context, at).filter(|(day, count)| fits(day) && *count <= 2)?;
    context.text.is_edge(at + count).then_some((day, at + count, false))
}

/// An ordinal up to fifty-three, or the last.
pub(super) fn nth(context: &Context<'_>, at: usize) -> Option<(i64, usize)> {
    let at = maybe(context, at, &["the"]);
    if let Some(end) = any(context, at, &["last", "final"]) {
        return Some((-1, end));
    }
    let (value, end) = numeral::english::ordinal(context.text, skip(context, at))?;
    Some((i64::try_from(value.trunc().mantissa()).ok().filter(|n| (1..=53).contains(n))?, end))
}
