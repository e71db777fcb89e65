//! Quantities: `10마일`, `화씨 100도`, `5피트 7인치`, `five feet seven inches`.

use domain::Language;
use rust_decimal::Decimal;

use super::{literal, lookup, number};
use crate::understanding::Sentence;

mod table;

use table::UNITS;

/// What a unit measures; only units of one dimension convert into each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    Length,
    Weight,
    Temperature,
    Volume,
    Area,
    Speed,
    Time,
    Data,
}

/// A unit, its names, and its size in the base unit of its dimension.
#[derive(Debug, PartialEq, Eq)]
pub struct Unit {
    pub dimension: Dimension,
    /// Behind a number on a Korean and on an English screen.
    pub korean: &'static str,
    pub english: &'static str,
    /// In sentences, without spaces.
    names_ko: &'static [&'static str],
    names_en: &'static [&'static str],
    /// A decimal: metres in a mile, degrees Celsius in a degree Fahrenheit.
    factor: &'static str,
    /// What zero is in the base unit; only temperatures have one.
    offset: &'static str,
}

impl Unit {
    /// `amount` of this unit as that much of `other`; none when it cannot be, or is too large.
    pub fn convert(&self, amount: Decimal, other: &Self) -> Option<Decimal> {
        if self.dimension != other.dimension {
            return None;
        }
        let decimal = |text: &str| text.parse::<Decimal>().ok();
        let base = amount.checked_mul(decimal(self.factor)?)?.checked_add(decimal(self.offset)?)?;
        base.checked_sub(decimal(other.offset)?)?.checked_div(decimal(other.factor)?)
    }

    fn names(&self, language: Language) -> impl Iterator<Item = &'static str> {
        let local = if language == Language::Korean { self.names_ko } else { self.names_en };
        // Symbols are written in both languages.
        let symbols = if language == Language::Korean { self.names_en } else { &[] };
        local.iter().chain(symbols).copied()
    }
}

/// The unit with the longest name at `at`.
pub fn read(sentence: &Sentence, language: Language, at: usize) -> Option<(&'static Unit, usize)> {
    UNITS
        .iter()
        .flat_map(|unit| unit.names(language).map(move |name| (unit, name)))
        .filter_map(|(unit, name)| {
            let end = literal(sentence, language, name, at)?;
            // "m" must not be read out of "mile".
            let cut = language == Language::Korean
                && name.is_ascii()
                && sentence.chars().get(end).is_some_and(char::is_ascii_alphabetic);
            (!cut).then_some((unit, end))
        })
        .max_by_key(|&(_, end)| end)
}

/// One amount, or several of one dimension that add up.
pub fn quantity(
    sentence: &Sentence,
    language: Language,
    at: usize,
) -> Vec<(Vec<(Decimal, &'static Unit)>, usize)> {
    if let Some((degrees, end)) = degrees(sentence, language, at) {
        return vec![(vec![degrees], end)];
    }
    let mut parts: Vec<(Decimal, &'static Unit)> = Vec::new();
    let (mut end, mut readings) = (at, Vec::new());
    while let Some((part, part_end)) = amount(sentence, language, end) {
        if parts.first().is_some_and(|(_, first)| first.dimension != part.1.dimension) {
            break;
        }
        parts.push(part);
        readings.push((parts.clone(), part_end));
        end = literal(sentence, language, "and", part_end).unwrap_or(part_end);
        if parts.len() == 4 {
            break;
        }
    }
    readings
}

fn amount(sentence: &Sentence, language: Language, at: usize) -> Option<((Decimal, &'static Unit), usize)> {
    let minus = minus(sentence, language, at);
    let (number, end) = number::read(sentence, language, minus.unwrap_or(at)).or_else(|| {
        let ones = [("한", 1), ("a", 1), ("an", 1), ("one", 1)];
        lookup(sentence, language, &ones, at).map(|(one, end)| (Decimal::from(one), end))
    })?;
    let half = literal(sentence, language, "and a half", end);
    let (unit, end) = read(sentence, language, half.unwrap_or(end))?;
    Some(((if minus.is_some() { -number } else { number }, unit), end))
}

/// `화씨 100도`, `영하 10도`, `minus 10 degrees`.
fn degrees(sentence: &Sentence, language: Language, at: usize) -> Option<((Decimal, &'static Unit), usize)> {
    if language == Language::English {
        return None;
    }
    let scales = [("섭씨", "°C"), ("화씨", "°F"), ("절대온도", "K")];
    let (symbol, from) = lookup(sentence, language, &scales, at).unwrap_or(("", at));
    let minus = minus(sentence, language, from);
    let (number, end) = number::read(sentence, language, minus.unwrap_or(from))?;
    let end = ["도", "°"].iter().find_map(|word| literal(sentence, language, word, end))?;
    if sentence.chars().get(end).is_some_and(|c| matches!(c, 'c' | 'f')) {
        return None;
    }
    let symbol = if symbol.is_empty() { "°C" } else { symbol };
    let unit = UNITS.iter().find(|unit| unit.korean == symbol)?;
    Some(((if minus.is_some() { -number } else { number }, unit), end))
}

fn minus(sentence: &Sentence, language: Language, at: usize) -> Option<usize> {
    ["영하", "마이너스", "minus", "negative", "-", "−"]
        .iter()
        .find_map(|word| literal(sentence, language, word, at))
}
