//! Lengths of time: `1시간 반`, `90초`, `an hour and a half`.

use domain::Language;
use jiff::SignedDuration;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{literal, lookup, number};
use crate::understanding::Sentence;

const KOREAN: &[(&str, u32)] =
    &[("주일", 604_800), ("주", 604_800), ("일", 86_400), ("시간", 3600), ("분", 60), ("초", 1)];

const ENGLISH: &[(&str, u32)] = &[
    ("weeks", 604_800),
    ("week", 604_800),
    ("days", 86_400),
    ("day", 86_400),
    ("hours", 3600),
    ("hour", 3600),
    ("hrs", 3600),
    ("hr", 3600),
    ("h", 3600),
    ("minutes", 60),
    ("minute", 60),
    ("mins", 60),
    ("min", 60),
    ("m", 60),
    ("seconds", 1),
    ("second", 1),
    ("secs", 1),
    ("sec", 1),
    ("s", 1),
];

/// Days said as one word.
const KOREAN_DAYS: &[(&str, i64)] =
    &[("하루", 1), ("이틀", 2), ("사흘", 3), ("나흘", 4), ("열흘", 10), ("보름", 15)];

/// Every length of time that begins at `at`: with and without each further part.
pub fn read(sentence: &Sentence, language: Language, at: usize) -> Vec<(SignedDuration, usize)> {
    let mut readings = Vec::new();
    let (mut total, mut end, mut ceiling) = (SignedDuration::ZERO, at, u32::MAX);
    while let Some((part, unit, part_end)) =
        part(sentence, language, joined(sentence, language, end, end > at))
    {
        let Some(sum) = total.checked_add(part).filter(|_| unit < ceiling) else { break };
        (total, end, ceiling) = (sum, part_end, unit);
        readings.push((total, end));
        if let Some(end) = half_after(sentence, language, end) {
            readings.push((total + SignedDuration::from_millis(i64::from(unit) * 500), end));
        }
    }
    readings
}

/// One number with its unit.
fn part(sentence: &Sentence, language: Language, at: usize) -> Option<(SignedDuration, u32, usize)> {
    let units = if language == Language::Korean { KOREAN } else { ENGLISH };
    if language == Language::Korean
        && let Some((days, end)) = lookup(sentence, language, KOREAN_DAYS, at)
    {
        return Some((SignedDuration::from_hours(24 * days), 86_400, end));
    }
    let (amount, after) = amount(sentence, language, at)?;
    // three more minutes
    let after = literal(sentence, language, "more", after).unwrap_or(after);
    let (unit, end) = lookup(sentence, language, units, after)?;
    let milliseconds = amount.checked_mul(Decimal::from(unit) * Decimal::ONE_THOUSAND)?.to_i64()?;
    (milliseconds > 0 || amount.is_zero()).then_some((SignedDuration::from_millis(milliseconds), unit, end))
}

fn amount(sentence: &Sentence, language: Language, at: usize) -> Option<(Decimal, usize)> {
    let half = Decimal::new(5, 1);
    if let Some(found) = number::read(sentence, language, at) {
        if language == Language::English
            && let Some(end) = phrase(sentence, &["and", "a", "half"], found.1)
        {
            return Some((found.0.checked_add(half)?, end));
        }
        return Some(found);
    }
    match language {
        Language::Korean => literal(sentence, language, "반", at).map(|end| (half, end)),
        Language::English => [&["half", "an"][..], &["half", "a"], &["a", "half"], &["half"]]
            .iter()
            .find_map(|words| Some((half, phrase(sentence, words, at)?)))
            .or_else(|| Some((Decimal::new(25, 2), phrase(sentence, &["quarter", "of", "an"], at)?)))
            .or_else(|| Some((Decimal::TWO, phrase(sentence, &["a", "couple", "of"], at)?)))
            .or_else(|| lookup(sentence, language, &[("a", Decimal::ONE), ("an", Decimal::ONE)], at)),
    }
}

/// `한 시간 반`, `an hour and a half`.
fn half_after(sentence: &Sentence, language: Language, at: usize) -> Option<usize> {
    match language {
        Language::Korean => literal(sentence, language, "반", at),
        Language::English => phrase(sentence, &["and", "a", "half"], at),
    }
}

/// Past the "and" between two parts.
fn joined(sentence: &Sentence, language: Language, at: usize, allowed: bool) -> usize {
    match literal(sentence, language, "and", at) {
        Some(end) if allowed && language == Language::English => end,
        _ => at,
    }
}

fn phrase(sentence: &Sentence, words: &[&str], at: usize) -> Option<usize> {
    words.iter().try_fold(at, |at, word| literal(sentence, Language::English, word, at))
}
