//! Measures in English: `5 km`, `six feet two inches`, `72°F`, `half a liter`.

use rust_decimal::Decimal;

use super::Read;
use crate::amount::{Of, Size, Term, currency, term, unit};
use crate::numeral::english::{gap, read};
use crate::numeral::{Form, Numeral};
use crate::text::Text;

/// `half a liter`, `half an inch`.
pub(super) fn half_of(text: &Text, at: usize, numeral: &Numeral) -> Option<Term> {
    let said = text.word(gap(text, numeral.end), "of");
    let half = numeral.value == Decimal::new(5, 1);
    // Half an inch, seven eighths of an inch.
    let share = numeral.form == Form::English && numeral.value < Decimal::ONE && said.is_some();
    (half || share).then_some(())?;
    let of = said.unwrap_or(numeral.end);
    let article = ["a", "an"].iter().find_map(|word| text.word(gap(text, of), word))?;
    let half = Numeral { end: article, ..numeral.clone() };
    let share = super::percent(text, &half).map(|(value, end, of)| term(at, end, value, of, None));
    share.or_else(|| measured(text, at, &half))
}

/// `20 degrees`, `72°F`, `20 C`, `five degrees below zero`.
pub(super) fn degrees(text: &Text, numeral: &Numeral) -> Read {
    const ANGLES: [&str; 12] = [
        "turn left",
        "turn right",
        "angle",
        "rotat",
        "tilt",
        "latitude",
        "longitude",
        "degree turn",
        "degree corner",
        "degrees north",
        "degrees south",
        "triangle",
    ];
    let from = gap(text, numeral.end);
    let degree = ["degrees", "degree", "deg", "°"].iter().find_map(|name| text.word(from, name));
    let scale = gap(text, degree.unwrap_or(numeral.end));
    let scales = [
        ("celsius", "°C"),
        ("centigrade", "°C"),
        ("fahrenheit", "°F"),
        ("kelvin", "K"),
        ("c", "°C"),
        ("f", "°F"),
    ];
    let named = scales.iter().find_map(|&(name, symbol)| {
        let end = text.word(scale, name)?;
        // Without "degrees" only a capital letter is a scale.
        let certain =
            degree.is_some() || name.len() > 1 || text.cased().get(scale).is_some_and(|c| c.is_uppercase());
        certain.then_some((symbol, end))
    });
    let angle = ANGLES.iter().any(|word| (0..text.len().min(200)).any(|at| text.literal(at, word).is_some()));
    let (symbol, end) = match (named, degree) {
        (Some(found), _) => found,
        (None, Some(end)) if angle => ("°", end),
        // What scale "70 degrees" are is not said: Celsius, as everywhere in Korea.
        (None, Some(end)) => ("°C", end),
        // Thirty below zero.
        (None, None) => {
            let below = text.word(gap(text, numeral.end), "below")?;
            let zero = text.word(gap(text, numeral.end), "below zero");
            // It is thirty below.
            let last = !text.at(text.past_space(below)).is_some_and(char::is_alphanumeric);
            (zero.is_some() || last).then_some(("°C", numeral.end))?
        }
    };
    let below =
        ["below zero", "below freezing", "below"].iter().find_map(|below| text.word(gap(text, end), below));
    let value = if below.is_some() { -numeral.value } else { numeral.value };
    Some((value, below.unwrap_or(end), Of::Measure(unit::by_symbol(symbol)?)))
}

/// `5 km`, `six feet two inches`, `5'11"`, `3 lbs 4 oz`.
pub(super) fn measured(text: &Text, at: usize, numeral: &Numeral) -> Option<Term> {
    let (first, end) = unit_behind(text, numeral)?;
    let number = Some((at, numeral.end, numeral.value));
    let mut found = term(at, end, numeral.value, Of::Measure(first), number);
    if let Some((fraction, end)) = half_more(text, end) {
        found.amount.size = Size::Exactly(numeral.value.checked_add(fraction)?);
        found.end = end;
        return Some(found);
    }
    let comma = text.literal(end, ", ").unwrap_or(end);
    let from = gap(text, text.word(gap(text, comma), "and").unwrap_or(comma));
    let Some(more) = read(text, from) else { return Some(found) };
    let unit = unit_behind(text, &more)
        .filter(|(unit, _)| unit.dimension == first.dimension && unit.factor < first.factor);
    // Five foot eleven, 5 ft 6 in.
    let inches = || {
        let small = first.symbol == "ft" && more.value < Decimal::from(12) && more.value.is_integer();
        let named = text.word(gap(text, more.end), "in");
        const MAY_FOLLOW: [&str; 9] = ["and", "but", "tall", "or", "with", "high", "in", "when", "at"];
        let alone = text.at(more.end).is_none_or(|c| c != ' ' || text.at(more.end + 1).is_none());
        let last = alone || MAY_FOLLOW.iter().any(|word| text.word(more.end + 1, word).is_some());
        (small && (named.is_some() || last))
            .then(|| Some((unit::by_symbol("in")?, named.unwrap_or(more.end))))?
    };
    if let Some((unit, end)) = unit.or_else(inches) {
        let rest = more.value.checked_mul(unit.factor)?.checked_div(first.factor)?;
        found.amount.size = Size::Exactly(numeral.value.checked_add(rest)?);
        found.end = end;
    }
    Some(found)
}

pub(super) fn half_more(text: &Text, at: usize) -> Option<(Decimal, usize)> {
    let end = ["and a half", "and one half"].iter().find_map(|words| text.word(gap(text, at), words))?;
    Some((Decimal::new(5, 1), end))
}

pub(super) fn unit_behind(text: &Text, numeral: &Numeral) -> Option<(&'static unit::Unit, usize)> {
    let from = gap(text, numeral.end);
    let latin = |end: usize| text.at(from).is_some_and(|c| !crate::text::is_hangul(c)) && end > from;
    let (named, end) = unit::at(text, from, from == numeral.end).find(|(_, end)| latin(*end))?;
    Some((named.unit, end))
}

/// `a pound of`, `a mile away`.
pub(super) fn unit_of_one(text: &Text, at: usize) -> Option<Term> {
    const BEHIND: [&str; 8] = ["of", "away", "long", "wide", "tall", "high", "deep", "from"];
    let from = gap(text, text.word(at, "a").or_else(|| text.word(at, "an"))?);
    if let Some((coin, end)) = currency::at(text, from).filter(|_| text.literal(from, "ether").is_none()) {
        let cheap = matches!(coin.currency.code, "USD" | "EUR" | "GBP") && coin.share <= Decimal::ONE;
        return cheap.then(|| term(at, end, coin.share, Of::Money(coin.currency), None));
    }
    let (named, end) = unit::at(text, from, false).find(|(_, end)| *end > from + 2)?;
    if let Some((half, end)) = half_more(text, end) {
        return Some(term(at, end, Decimal::ONE.checked_add(half)?, Of::Measure(named.unit), None));
    }
    let sure = BEHIND.iter().any(|word| text.word(gap(text, end), word).is_some());
    sure.then(|| term(at, end, Decimal::ONE, Of::Measure(named.unit), None))
}
