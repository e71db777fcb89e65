//! Quantities: `10마일`, `화씨 100도`, `5피트 7인치`, `five feet seven inches`.

use domain::Language;
use rust_decimal::Decimal;

use super::{literal, lookup, number};
use crate::understanding::Sentence;

mod spoken;
mod table;

pub use spoken::{name, spoken};
use table::UNITS;

/// The units that one name can mean, the likelier first; there is at least one.
pub type Units = Vec<&'static Unit>;

/// A number with its unit.
pub type Amount = (Decimal, Units);

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

/// The units that the longest unit name at `at` can mean: "킬로" is a weight or a length.
pub fn read(sentence: &Sentence, language: Language, at: usize) -> Option<(Units, usize)> {
    if let Some(speed) = speed_unit(sentence, language, at) {
        return Some(speed);
    }
    let fits = |name: &str| {
        let end = literal(sentence, language, name, at)?;
        // "m" must not be read out of "mile".
        let cut = language == Language::Korean
            && name.is_ascii()
            && sentence.chars().get(end).is_some_and(char::is_ascii_alphabetic);
        (!cut).then_some(end)
    };
    let named = |unit: &'static Unit| Some((unit, unit.names(language).filter_map(fits).max()?));
    let found: Vec<(&'static Unit, usize)> = UNITS.iter().filter_map(named).collect();
    let end = found.iter().map(|&(_, end)| end).max()?;
    let mut units: Units = found.into_iter().filter(|found| found.1 == end).map(|(unit, _)| unit).collect();
    units.sort_by_key(|unit| unit.dimension != Dimension::Weight);
    Some((units, end))
}

/// `시속 킬로미터`: the prefix turns a length into a speed.
fn speed_unit(sentence: &Sentence, language: Language, at: usize) -> Option<(Units, usize)> {
    let (per, from) = lookup(sentence, language, &[("시속", "h"), ("초속", "s")], at)?;
    // 시속 몇 킬로미터
    let from = literal(sentence, language, "몇", from).unwrap_or(from);
    let (units, end) = read(sentence, language, from)?;
    Some((vec![speed(per, &units)?], end))
}

fn speed(per: &str, lengths: &[&'static Unit]) -> Option<&'static Unit> {
    let length = lengths.iter().find(|unit| unit.dimension == Dimension::Length)?;
    let symbol = match (length.english, per) {
        ("mi", "h") => "mph".to_owned(),
        (length, per) => format!("{length}/{per}"),
    };
    UNITS.iter().find(|unit| unit.english == symbol)
}

/// One amount, or several of one dimension that add up.
pub fn quantity(sentence: &Sentence, language: Language, at: usize) -> Vec<(Vec<Amount>, usize)> {
    if let Some((amount, end)) = degrees(sentence, language, at).or_else(|| moving(sentence, language, at)) {
        return vec![(vec![amount], end)];
    }
    let mut parts: Vec<Amount> = Vec::new();
    let (mut end, mut readings) = (at, Vec::new());
    while let Some((part, part_end)) = amount(sentence, language, end) {
        parts.push(part);
        if !agree(&mut parts) {
            break;
        }
        readings.push((parts.clone(), part_end));
        end = literal(sentence, language, "and", part_end).unwrap_or(part_end);
        if parts.len() == 4 {
            break;
        }
    }
    readings
}

/// Leaves the meanings that all parts share: 1킬로 500그램 is no length. False when there are none.
fn agree(parts: &mut [Amount]) -> bool {
    let has = |units: &Units, dimension| units.iter().any(|unit| unit.dimension == dimension);
    let shared: Vec<Dimension> = parts[0]
        .1
        .iter()
        .map(|unit| unit.dimension)
        .filter(|&dimension| parts.iter().all(|(_, units)| has(units, dimension)))
        .collect();
    parts.iter_mut().for_each(|(_, units)| units.retain(|unit| shared.contains(&unit.dimension)));
    !shared.is_empty()
}

fn amount(sentence: &Sentence, language: Language, at: usize) -> Option<(Amount, usize)> {
    if language == Language::Korean
        && let Some(end) = literal(sentence, language, "하루", at)
    {
        let days = UNITS.iter().find(|unit| unit.korean == "일")?;
        return Some(((Decimal::ONE, vec![days]), end));
    }
    let minus = minus(sentence, language, at);
    let (number, end) = number::read(sentence, language, minus.unwrap_or(at)).or_else(|| {
        let ones = [("한", 1), ("a", 1), ("an", 1), ("one", 1)];
        lookup(sentence, language, &ones, at).map(|(one, end)| (Decimal::from(one), end))
    })?;
    let half = literal(sentence, language, "and a half", end);
    let (units, end) = read(sentence, language, half.unwrap_or(end))?;
    Some(((if minus.is_some() { -number } else { number }, units), end))
}

/// `시속 60마일`.
fn moving(sentence: &Sentence, language: Language, at: usize) -> Option<(Amount, usize)> {
    let (per, from) = lookup(sentence, language, &[("시속", "h"), ("초속", "s")], at)?;
    let ((number, units), end) = amount(sentence, language, from)?;
    Some(((number, vec![speed(per, &units)?]), end))
}

/// `화씨 100도`, `영하 10도`, `minus 10 degrees`.
fn degrees(sentence: &Sentence, language: Language, at: usize) -> Option<(Amount, usize)> {
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
    Some(((if minus.is_some() { -number } else { number }, vec![unit]), end))
}

fn minus(sentence: &Sentence, language: Language, at: usize) -> Option<usize> {
    ["영하", "마이너스", "minus", "negative", "-", "−"]
        .iter()
        .find_map(|word| literal(sentence, language, word, at))
}
