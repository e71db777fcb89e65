//! Ages in English: `5 years old`, `a five-year-old`, `aged 30`, `in his thirties`.

use super::Read;
use crate::amount::{AgeUnit, Amount, Of, Term, range, term};
use crate::numeral::Numeral;
use crate::numeral::english::{gap, read as numeral};
use crate::text::Text;
use rust_decimal::Decimal;

/// `5 years old`, `a five-year-old`, `6 months old`, `30 yo`.
pub(super) fn age(text: &Text, numeral: &Numeral) -> Read {
    const YEARS: [&str; 6] = ["yo", "y/o", "y.o.", "yrs old", "yr old", "years young"];
    const UNITS: [(&str, AgeUnit); 8] = [
        ("years", AgeUnit::Year),
        ("year", AgeUnit::Year),
        ("months", AgeUnit::Month),
        ("month", AgeUnit::Month),
        ("weeks", AgeUnit::Week),
        ("week", AgeUnit::Week),
        ("days", AgeUnit::Day),
        ("day", AgeUnit::Day),
    ];
    let from = gap(text, numeral.end);
    let year = |end: usize| Some((numeral.value, end, Of::Age(AgeUnit::Year)));
    if let Some(end) = YEARS.iter().find_map(|name| text.word(from, name)) {
        return year(end);
    }
    let (unit, end) = UNITS.iter().find_map(|&(name, unit)| Some((unit, text.word(from, name)?)))?;
    let of_age = text.word(gap(text, end), "of age");
    let old = text.word(gap(text, end), "old").or_else(|| text.word(gap(text, end), "olds")).or(of_age)?;
    Some((numeral.value, old, Of::Age(unit)))
}

/// `aged 30`, `age 5`, `at the age of thirty`.
pub(super) fn aged(text: &Text, at: usize) -> Option<Term> {
    if let Some(term) = decade(text, at) {
        return Some(term);
    }
    let end = ["ages of", "age of", "aged", "ages", "age"].iter().find_map(|word| text.word(at, word))?;
    let from = gap(text, end);
    let numeral = numeral(text, from).filter(|n| n.value.is_integer() && n.value < Decimal::from(150))?;
    let number = Some((from, numeral.end, numeral.value));
    (from > end).then(|| term(at, numeral.end, numeral.value, Of::Age(AgeUnit::Year), number))
}

/// `in his thirties`, `her late forties`.
fn decade(text: &Text, at: usize) -> Option<Term> {
    const DECADES: [(&str, i64); 8] = [
        ("twenties", 20),
        ("thirties", 30),
        ("forties", 40),
        ("fifties", 50),
        ("sixties", 60),
        ("seventies", 70),
        ("eighties", 80),
        ("nineties", 90),
    ];
    const WHOSE: [&str; 6] = ["his ", "her ", "my ", "your ", "our ", "their "];
    let (first, end) = DECADES.iter().find_map(|&(name, first)| Some((first, text.word(at, name)?)))?;
    let ends_before = |at: usize, word: &str| {
        let from = at.checked_sub(word.len())?;
        (text.is_edge(from) && text.literal(from, word) == Some(at)).then_some(from)
    };
    let from =
        ["early ", "mid ", "mid-", "late "].iter().find_map(|part| ends_before(at, part)).unwrap_or(at);
    WHOSE.iter().find_map(|whose| ends_before(from, whose))?;
    let size = range::closed(Decimal::from(first), Decimal::from(first + 9));
    let amount = Amount { size, of: Of::Age(AgeUnit::Year), about: false };
    Some(Term { start: at, end, amount, number: None })
}
