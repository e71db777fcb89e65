//! Values in a sentence: numbers, times, dates, durations, quantities, places, found at a given place.
//!
//! A finder answers with every sensible reading that begins at its place ("세 시", "세 시 반"), and the matcher picks
//! the one that lets the whole sentence be read. Finders know nothing of intents, and nothing of the person but the
//! time; whatever needs a decision (is "세 시" night or day?) is left open in the value and settled in `schedule`.

use std::collections::HashMap;

use domain::Language;
use jiff::SignedDuration;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::understanding::Sentence;

mod city;
mod date;
mod duration;
mod expression;
mod number;
mod time;
mod unit;
mod weekdays;

#[cfg(test)]
mod tests;

pub use city::City;
pub use expression::{Calculation, CalculationError};
pub use time::{DayPart, Half, TimeOfDay};
pub use unit::{Amount, Dimension, Unit, name as unit_name, spoken};

/// What kind of value a slot takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Number,
    Time,
    DayPart,
    Date,
    Duration,
    /// Weekdays on which something repeats.
    Repeat,
    /// A number with its unit.
    Quantity,
    Unit,
    /// Something to calculate.
    Expression,
    City,
    /// Free words: a label.
    Text,
}

impl Kind {
    const NAMES: [(&'static str, Self); 11] = [
        ("number", Self::Number),
        ("time", Self::Time),
        ("daypart", Self::DayPart),
        ("date", Self::Date),
        ("duration", Self::Duration),
        ("repeat", Self::Repeat),
        ("quantity", Self::Quantity),
        ("unit", Self::Unit),
        ("expression", Self::Expression),
        ("city", Self::City),
        ("text", Self::Text),
    ];

    pub fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.into_iter().find_map(|(known, kind)| (known == name).then_some(kind))
    }
}

/// A value as it was said, resolved as far as the words alone allow.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Number(Decimal),
    Time(TimeOfDay),
    DayPart(DayPart),
    Date(Date),
    Duration(SignedDuration),
    /// Bit 0 is Monday.
    Repeat(u8),
    Quantity(Vec<Amount>),
    Unit(unit::Units),
    Expression(Calculation),
    City(City),
    Text(String),
}

/// One reading of a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub end: usize,
    pub value: Value,
}

/// Finds values in one sentence, and remembers what it found.
pub struct Values<'a> {
    sentence: &'a Sentence,
    language: Language,
    today: Date,
    cities: &'a [City],
    known: HashMap<(Kind, usize), Vec<Found>>,
}

impl<'a> Values<'a> {
    pub fn new(sentence: &'a Sentence, language: Language, today: Date, cities: &'a [City]) -> Self {
        Self { sentence, language, today, cities, known: HashMap::new() }
    }

    /// Every reading of a value of this kind that begins at `at`.
    pub fn at(&mut self, kind: Kind, at: usize) -> Vec<Found> {
        if let Some(found) = self.known.get(&(kind, at)) {
            return found.clone();
        }
        let found = self.find(kind, at);
        self.known.insert((kind, at), found.clone());
        found
    }

    fn find(&self, kind: Kind, at: usize) -> Vec<Found> {
        let (sentence, language) = (self.sentence, self.language);
        let found = |readings: Vec<(usize, Value)>| {
            readings
                .into_iter()
                .filter(|(end, _)| *end > at)
                .map(|(end, value)| Found { end, value })
                .collect()
        };
        match kind {
            Kind::Number => found(
                number::read(sentence, language, at)
                    .map(|(n, end)| (end, Value::Number(n)))
                    .into_iter()
                    .collect(),
            ),
            Kind::Time => found(each(time::read(sentence, language, at), Value::Time)),
            Kind::DayPart => found(each(time::day_part(sentence, language, at), Value::DayPart)),
            Kind::Date => found(each(date::read(sentence, language, self.today, at), Value::Date)),
            Kind::Duration => found(each(duration::read(sentence, language, at), Value::Duration)),
            Kind::Repeat => found(each(weekdays::read(sentence, language, at), Value::Repeat)),
            Kind::Quantity => found(each(unit::quantity(sentence, language, at), Value::Quantity)),
            Kind::Unit => found(each(unit::read(sentence, language, at), Value::Unit)),
            Kind::Expression => found(each(expression::read(sentence, language, at), Value::Expression)),
            Kind::City => found(each(city::read(sentence, language, self.cities, at), Value::City)),
            Kind::Text => Vec::new(),
        }
    }
}

fn each<T>(
    readings: impl IntoIterator<Item = (T, usize)>,
    value: impl Fn(T) -> Value,
) -> Vec<(usize, Value)> {
    readings.into_iter().map(|(read, end)| (end, value(read))).collect()
}

/// The first of `words` (longer ones first, where they share a beginning) that stands at `at`, with its meaning.
/// English words must be whole.
fn lookup<T: Copy>(
    sentence: &Sentence,
    language: Language,
    words: &[(&str, T)],
    at: usize,
) -> Option<(T, usize)> {
    words
        .iter()
        .filter_map(|&(word, meaning)| Some((meaning, literal(sentence, language, word, at)?)))
        .max_by_key(|&(_, end)| end)
}

/// `text` (without spaces) stands at `at`.
fn literal(sentence: &Sentence, language: Language, text: &str, at: usize) -> Option<usize> {
    let end = sentence.literal(at, text)?;
    let whole = language == Language::Korean || (sentence.starts_word(at) && sentence.starts_word(end));
    whole.then_some(end)
}

/// The value as a trace and a test show it.
impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Time(time) => {
                let open = if time.half == Half::Open { "?" } else { "" };
                let night = if time.following_night { "+" } else { "" };
                write!(f, "{:02}:{:02}:{:02}{open}{night}", time.hour, time.minute, time.second)
            }
            Self::DayPart(part) => write!(f, "{part:?}"),
            Self::Date(date) => write!(f, "{date}"),
            Self::Duration(length) => write!(f, "{}s", length.as_millis() as f64 / 1000.0),
            Self::Repeat(days) => {
                (1..=7).filter(|day| days & (1 << (day - 1)) != 0).try_for_each(|day| write!(f, "{day}"))
            }
            Self::Quantity(parts) => {
                let shown: Vec<_> =
                    parts.iter().map(|(amount, units)| format!("{amount}{}", units[0].english)).collect();
                f.write_str(&shown.join(" "))
            }
            Self::Unit(units) => f.write_str(units[0].english),
            Self::Expression(calculation) => match calculation.result {
                Ok(value) => write!(f, "{} = {value}", calculation.written),
                Err(error) => write!(f, "{}: {error}", calculation.written),
            },
            Self::City(city) => f.write_str(&city.zone),
            Self::Text(text) => f.write_str(text),
        }
    }
}
