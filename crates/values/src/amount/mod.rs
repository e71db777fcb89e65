//! Amounts: numbers, and what is counted, measured or paid with them.
//!
//! First single amounts are read (`korean`, `english`), then what stands between them makes ranges of them (`range`).
//! Units, currencies and counters are data (`data/values/`).

use std::fmt;

use domain::Language;
use rust_decimal::Decimal;

use crate::text::Text;
use crate::{Found, Reading, Value};

mod currency;
mod english;
mod kakao;
mod korean;
mod names;
mod range;
mod unit;

pub use currency::Currency;
pub(crate) use korean::is_age;
pub use unit::{Dimension, Unit};

/// A number or a range of numbers, and what it counts or measures.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    pub size: Size,
    pub of: Of,
    /// 쯤, 약, 여, about.
    pub about: bool,
}

/// How much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Size {
    Exactly(Decimal),
    /// At least one side is there.
    Between(Option<Bound>, Option<Bound>),
}

/// An end of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    pub value: Decimal,
    /// 이상 and 이하, not 초과 and 미만.
    pub included: bool,
}

/// What is counted or measured.
#[derive(Clone, Debug, PartialEq)]
pub enum Of {
    Number,
    /// A place in a row; negative from its end: -2 is the last but one.
    Ordinal,
    Percent,
    /// With the word that counts: 명, 잔, 층.
    Count(String),
    Age(AgeUnit),
    /// In the main unit of the currency: 20 cents are 0.2 USD.
    Money(&'static Currency),
    Measure(&'static Unit),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgeUnit {
    Year,
    Month,
    Week,
    Day,
}

impl Amount {
    /// The number, or where the range begins or, with an open beginning, ends.
    pub fn number(&self) -> Decimal {
        match self.size {
            Size::Exactly(value) | Size::Between(Some(Bound { value, .. }), _) => value,
            Size::Between(None, Some(bound)) => bound.value,
            Size::Between(None, None) => Decimal::ZERO,
        }
    }
}

impl Size {
    fn map(self, change: impl Fn(Decimal) -> Option<Decimal>) -> Option<Self> {
        let bound = |bound: Option<Bound>| match bound {
            None => Some(None),
            Some(bound) => Some(Some(Bound { value: change(bound.value)?, ..bound })),
        };
        Some(match self {
            Self::Exactly(value) => Self::Exactly(change(value)?),
            Self::Between(low, high) => Self::Between(bound(low)?, bound(high)?),
        })
    }
}

/// An amount where it was read, in letters of the text.
#[derive(Clone, Debug)]
struct Term {
    start: usize,
    end: usize,
    amount: Amount,
    /// The number alone, when more belongs to the amount.
    number: Option<(usize, usize, Decimal)>,
}

/// Exactly so much; the number alone stands at `number`.
fn term(start: usize, end: usize, value: Decimal, of: Of, number: Option<(usize, usize, Decimal)>) -> Term {
    Term { start, end, amount: Amount { size: Size::Exactly(value), of, about: false }, number }
}

/// Every amount of the sentence, ranges and what they are made of.
pub(crate) fn find(text: &Text, reading: &Reading) -> Vec<Found> {
    let mut terms: Vec<Term> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let read = match reading.language {
            Language::Korean => korean::read(text, at),
            Language::English => english::read(text, at),
        };
        let read =
            read.filter(|term| !is_code(text, term.start, term.number.map_or(term.end, |(_, end, _)| end)));
        at = read.as_ref().map_or(at + 1, |term| term.end.max(at + 1));
        terms.extend(read);
    }
    let ranges = range::ranges(text, reading.language, &terms);
    let number = |term: &Term| {
        let (start, end, value) = term.number?;
        let amount = Amount { size: Size::Exactly(value), of: Of::Number, about: false };
        Some(text.found(start..end, Value::Amount(amount)))
    };
    let inside: Vec<Found> = terms.iter().filter_map(number).collect();
    let found = |term: Term| text.found(term.start..term.end, Value::Amount(term.amount));
    ranges.into_iter().chain(terms).map(found).chain(inside).collect()
}

/// The kind, the interval in mathematical notation, and the unit: `money [10000,20000] KRW`.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let about = if self.about { "~" } else { "" };
        write!(f, "{} {about}{}", self.of.name(), self.size)?;
        match &self.of {
            Of::Number | Of::Ordinal => Ok(()),
            Of::Percent => f.write_str("%"),
            Of::Count(counter) => write!(f, " {counter}"),
            Of::Age(unit) => write!(f, " {}", unit.name()),
            Of::Money(currency) => write!(f, " {}", currency.code),
            Of::Measure(unit) => write!(f, " {}", unit.symbol),
        }
    }
}

impl Of {
    /// What kind of amount it is, in one word.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Ordinal => "ordinal",
            Self::Percent => "percent",
            Self::Count(_) => "count",
            Self::Age(_) => "age",
            Self::Money(_) => "money",
            Self::Measure(unit) => unit.dimension.name(),
        }
    }
}

impl AgeUnit {
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "years",
            Self::Month => "months",
            Self::Week => "weeks",
            Self::Day => "days",
        }
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (low, high) = match self {
            Self::Exactly(value) => return f.write_str(&shown(*value)),
            Self::Between(low, high) => (low, high),
        };
        let open = low.is_some_and(|bound| bound.included);
        let closed = high.is_some_and(|bound| bound.included);
        let value = |bound: &Option<Bound>| bound.map_or(String::new(), |bound| shown(bound.value));
        let (left, right) = (if open { '[' } else { '(' }, if closed { ']' } else { ')' });
        write!(f, "{left}{},{}{right}", value(low), value(high))
    }
}

/// The figures are part of a version or code: 3.5.2, 110-123-456789.
fn is_code(text: &Text, start: usize, end: usize) -> bool {
    let digit = |at: usize| text.at(at).is_some_and(|c| c.is_ascii_digit());
    let version = text.at(end) == Some('.') && digit(end + 1)
        || start > 1 && text.before(start) == Some('.') && digit(start - 2);
    let hyphens = |range: std::ops::Range<usize>| {
        range.filter(|at| text.at(*at) == Some('-') && digit(*at + 1)).count()
    };
    let mut from = start;
    while from > 0 && start - from < 40 && (digit(from - 1) || text.at(from - 1) == Some('-')) {
        from -= 1;
    }
    let mut to = end;
    while to - end < 40 && (digit(to) || text.at(to) == Some('-')) {
        to += 1;
    }
    version || hyphens(from..to) > 1
}

/// Without the noise of a third: as many places as a double-precision number shows.
pub(crate) fn shown(value: Decimal) -> String {
    value.round_sf(15).unwrap_or(value).normalize().to_string()
}
