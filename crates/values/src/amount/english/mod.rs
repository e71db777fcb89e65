//! Single amounts in English: `three apples`, `$5.50`, `5 feet 11 inches`, `minus 5 degrees`, `twenty-first`, `five years old`.

use rust_decimal::Decimal;

use super::{Of, Term, term};
use crate::numeral::Numeral;
use crate::numeral::english::{gap, read as numeral};
use crate::text::Text;
use age::{age, aged};
use bare::is_number;
use measure::{degrees, half_of, measured, unit_of_one};
use money::{money, priced};
use ordinal::ranked;

mod age;
mod bare;
mod measure;
mod money;
mod ordinal;

/// The amount that begins at `at`.
pub(super) fn read(text: &Text, at: usize) -> Option<Term> {
    let first = text.at(at)?;
    if !(text.is_edge(at) && begins(text, at)) {
        return None;
    }
    if let Some(term) = priced(text, at).or_else(|| aged(text, at)).or_else(|| signed(text, at)) {
        let about = is_about(text, at);
        return Some(Term { amount: super::Amount { about, ..term.amount }, ..term });
    }
    if !(first.is_ascii_alphanumeric() || matches!(first, '.' | '½' | '¼' | '¾')) {
        return None;
    }
    let about = is_about(text, at);
    let found = ranked(text, at).or_else(|| unit_of_one(text, at)).or_else(|| {
        let numeral = numeral(text, at)?;
        half_of(text, at, &numeral).or_else(|| whole(text, at, &numeral))
    })?;
    Some(Term { amount: super::Amount { about, ..found.amount }, ..found })
}

/// Not inside a code, a version, a decimal.
fn begins(text: &Text, at: usize) -> bool {
    let digit_before = at > 1 && text.at(at - 2).is_some_and(|c| c.is_ascii_digit());
    let decimals = matches!(text.before(at), Some('.' | ',')) && digit_before;
    let letter_before = at > 1 && text.at(at - 2).is_some_and(|c| c.is_ascii_alphabetic());
    let code =
        text.before(at) == Some('-') && letter_before && text.at(at).is_some_and(|c| c.is_ascii_digit());
    let second_point = text.at(at) == Some('.') && !text.begins_word(at);
    !(decimals || second_point || code || text.before(at) == Some('_'))
}

/// about, around, roughly stand before.
fn is_about(text: &Text, at: usize) -> bool {
    const WORDS: [&str; 7] =
        ["about ", "around ", "roughly ", "approximately ", "nearly ", "almost ", "some "];
    WORDS.iter().any(|word| {
        let length = word.chars().count();
        at.checked_sub(length).is_some_and(|from| text.is_edge(from) && text.literal(from, word) == Some(at))
    }) || text.before(at) == Some('~')
}

/// The number with what is measured, or alone.
fn whole(text: &Text, at: usize, numeral: &Numeral) -> Option<Term> {
    let number = Some((at, numeral.end, numeral.value));
    percent(text, numeral)
        .or_else(|| money(text, numeral))
        .or_else(|| age(text, numeral))
        .or_else(|| degrees(text, numeral))
        .map(|(value, end, of)| term(at, end, value, of, number))
        .or_else(|| measured(text, at, numeral))
        .or_else(|| {
            is_number(text, at, numeral).then(|| term(at, numeral.end, numeral.value, Of::Number, None))
        })
}

type Read = Option<(Decimal, usize, Of)>;

/// `20%`, `twenty percent`.
fn percent(text: &Text, numeral: &Numeral) -> Read {
    const NAMES: [&str; 8] =
        ["percentage points", "percentage point", "percents", "percent", "per cent", "pct", "%", "pc"];
    let from = gap(text, numeral.end);
    let end = NAMES.iter().find_map(|name| text.word(from, name))?;
    Some((numeral.value, end, Of::Percent))
}

/// `minus twelve`, `-5`, `negative 3`; with what is measured.
fn signed(text: &Text, at: usize) -> Option<Term> {
    let word =
        ["minus", "negative", "plus"].iter().find_map(|word| text.word(at, word)).map(|end| gap(text, end));
    let sign =
        (text.at(at) == Some('-') && text.begins_word(at) && text.before(at) != Some('-')).then_some(at + 1);
    let from = word.or(sign)?;
    if word.is_none() && !text.at(from).is_some_and(|c| c.is_ascii_digit() || c == '.') {
        return None;
    }
    // 5 minus 3 is a calculation.
    let calculated = word.is_some() && at > 1 && text.at(at - 2).is_some_and(|c| c.is_ascii_digit());
    let number = numeral(text, from).filter(|_| !calculated)?;
    let found = whole(text, from, &number)?;
    let positive = text.word(at, "plus").is_some();
    let size = found.amount.size.map(|value| Some(if positive { value } else { -value }))?;
    // Ten plus five is a calculation; plus five degrees is warm.
    if positive && found.amount.of.name() != "temperature" {
        return None;
    }
    Some(Term { start: at, amount: super::Amount { size, ..found.amount }, ..found })
}
