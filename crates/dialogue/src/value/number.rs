//! Numbers, in digits and in words.

use domain::Language;
use rust_decimal::Decimal;

use super::lookup;
use crate::understanding::Sentence;

/// The longest number that begins at `at`, and where it ends.
pub fn read(sentence: &Sentence, language: Language, at: usize) -> Option<(Decimal, usize)> {
    let rest = sentence.chars().get(at..)?;
    // Korean digits and multipliers also read plain digits, so both languages begin there.
    match language {
        Language::Korean => from_korean(korean::numeral::read(rest)?, at),
        Language::English if rest.first().is_some_and(|c| c.is_ascii_digit() || *c == '.') => {
            let mut end = at;
            let (number, length) = from_korean(korean::numeral::read(rest)?, 0)?;
            end += length;
            Some(match lookup(sentence, language, LARGE, end) {
                Some((factor, end)) => (number.checked_mul(factor.into())?, end),
                None => (number, end),
            })
        }
        Language::English => words(sentence, at),
    }
}

/// A whole number, when it is one and small.
pub fn whole(sentence: &Sentence, language: Language, at: usize) -> Option<(i64, usize)> {
    let (number, end) = read(sentence, language, at)?;
    number.is_integer().then(|| Some((number.try_into().ok()?, end)))?
}

/// A whole number of days: `30일`, and `백 일`, whose 일 is not the last digit of 101.
pub fn korean_days(sentence: &Sentence, at: usize) -> Option<(i64, usize)> {
    let (number, end) = whole(sentence, Language::Korean, at)?;
    if let Some(end) = sentence.literal(end, "일") {
        return Some((number, end));
    }
    let shorter = sentence.chars().get(at..end)?.strip_suffix(&['일'])?;
    let numeral = korean::numeral::read(shorter).filter(|numeral| numeral.length == shorter.len())?;
    Some((numeral.mantissa.try_into().ok()?, end))
}

fn from_korean(numeral: korean::numeral::Numeral, at: usize) -> Option<(Decimal, usize)> {
    let number = Decimal::try_from_i128_with_scale(numeral.mantissa, numeral.scale).ok()?;
    Some((number.normalize(), at + numeral.length))
}

const ONES: &[(&str, u32)] = &[
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
];

const TENS: &[(&str, u32)] = &[
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fourty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

const LARGE: &[(&str, u64)] = &[
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
];

/// `two hundred and five thousand three point one four`.
fn words(sentence: &Sentence, at: usize) -> Option<(Decimal, usize)> {
    let (mut total, mut end, mut ceiling) = (0_u64, at, u64::MAX);
    loop {
        let from = skip_and(sentence, end, end > at);
        let Some((group, group_end)) = below_thousand(sentence, from) else { break };
        let large = lookup(sentence, Language::English, LARGE, group_end);
        let (factor, part_end) = large.unwrap_or((1, group_end));
        if factor >= ceiling {
            break;
        }
        total = total.checked_add(u64::from(group).checked_mul(factor)?)?;
        (end, ceiling) = (part_end, factor);
    }
    if end == at {
        return None;
    }
    let whole = Decimal::from(total);
    Some(fraction(sentence, whole, end).unwrap_or((whole, end)))
}

fn below_thousand(sentence: &Sentence, at: usize) -> Option<(u32, usize)> {
    let language = Language::English;
    let hundreds = lookup(sentence, language, &[("a", 1)], at)
        .filter(|&(_, end)| lookup(sentence, language, &[("hundred", ())], end).is_some())
        .or_else(|| below_hundred(sentence, at))?;
    let Some(((), end)) = lookup(sentence, language, &[("hundred", ())], hundreds.1) else {
        return Some(hundreds);
    };
    let rest = below_hundred(sentence, skip_and(sentence, end, true));
    Some(rest.map_or((hundreds.0 * 100, end), |(rest, end)| (hundreds.0 * 100 + rest, end)))
}

fn below_hundred(sentence: &Sentence, at: usize) -> Option<(u32, usize)> {
    let language = Language::English;
    let Some((tens, end)) = lookup(sentence, language, TENS, at) else {
        return lookup(sentence, language, ONES, at);
    };
    let ones = lookup(sentence, language, ONES, end).filter(|&(ones, _)| (1..10).contains(&ones));
    Some(ones.map_or((tens, end), |(ones, end)| (tens + ones, end)))
}

/// `point one four`.
fn fraction(sentence: &Sentence, whole: Decimal, at: usize) -> Option<(Decimal, usize)> {
    let ((), mut end) = lookup(sentence, Language::English, &[("point", ())], at)?;
    let (mut number, mut place) = (whole, Decimal::ONE);
    while let Some((digit, next)) =
        lookup(sentence, Language::English, ONES, end).filter(|&(digit, _)| digit < 10)
    {
        place = place.checked_div(Decimal::TEN)?;
        number = number.checked_add(place.checked_mul(digit.into())?)?;
        end = next;
    }
    (place < Decimal::ONE).then_some((number, end))
}

fn skip_and(sentence: &Sentence, at: usize, allowed: bool) -> usize {
    match lookup(sentence, Language::English, &[("and", ())], at) {
        Some(((), end)) if allowed => end,
        _ => at,
    }
}
