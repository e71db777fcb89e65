//! Ranges of amounts: `3~5개`, `3에서 5`, `열 개 이상`, `10명 이상 20명 미만`, `between 3 and 5`, `more than ten`.

use domain::Language;
use rust_decimal::Decimal;

use super::{Bound, Of, Size, Term};
use crate::text::Text;
use english::bounded as bounded_english;
use korean::bounded as bounded_korean;

mod english;
mod korean;

/// From one number to another, both included.
pub(super) fn closed(low: Decimal, high: Decimal) -> Size {
    let bound = |value| Some(Bound { value, included: true });
    Size::Between(bound(low), bound(high))
}

/// The ranges that these amounts make, alone or two together.
pub(super) fn ranges(text: &Text, language: Language, terms: &[Term]) -> Vec<Term> {
    let bounded: Vec<Option<Term>> = terms
        .iter()
        .map(|term| match language {
            Language::Korean => bounded_korean(text, term),
            Language::English => bounded_english(text, term),
        })
        .collect();
    let pairs = terms.windows(2).zip(bounded.windows(2)).filter_map(|(terms, bounded)| {
        let [first, second] = terms else { return None };
        span(text, language, first, second).or_else(|| match bounded {
            [Some(low), Some(high)] => both(text, low, high),
            _ => None,
        })
    });
    let pairs: Vec<Term> = pairs.collect();
    pairs.into_iter().chain(bounded.into_iter().flatten()).collect()
}

/// 3에서 5, 3~5개, 2만~3만 원, from 3 to 5, between 3 and 5.
fn span(text: &Text, language: Language, first: &Term, second: &Term) -> Option<Term> {
    let (low, high) = (exact(first)?, exact(second)?);
    let of = shared(first, second)?;
    let low = low.checked_mul(scale(text, first, second)?)?;
    let between = text.past_space(first.end);
    let joined = |words: &[&str]| {
        words
            .iter()
            .any(|word| text.literal(between, word).is_some_and(|end| text.past_space(end) == second.start))
    };
    let (start, end) = match language {
        Language::Korean => {
            if !joined(&["에서", "~", "-", "부터", "내지", "에서부터", "에서 약", "~약", "~~"])
            {
                return None;
            }
            let until = text.past_space(second.end);
            let end = ["까지", "사이"].iter().find_map(|word| text.literal(until, word));
            (first.start, end.unwrap_or(second.end))
        }
        Language::English => {
            let preceded = |word: &str| {
                let from = first.start.checked_sub(word.len() + 1)?;
                (text.is_edge(from) && text.literal(from, word) == Some(first.start - 1)).then_some(from)
            };
            let (between, from) = (preceded("between"), preceded("from"));
            let between = between.or_else(|| preceded("between the"));
            let and = between.is_some() && joined(&["and"]);
            if !(and || joined(&["to", "-", "~", "through", "up to", "..."])) {
                return None;
            }
            (between.filter(|_| and).or(from).unwrap_or(first.start), second.end)
        }
    };
    // 010-1234, 5-3: rows of digits and scores, not ranges.
    if low >= high
        || language == Language::English && low.is_zero() && of == Of::Number && !joined(&["to", "and"])
    {
        return None;
    }
    range(start, end, closed(low, high), of, first.amount.about || second.amount.about)
}

/// The second says what is counted for both: 3~5개.
fn shared(first: &Term, second: &Term) -> Option<Of> {
    let (one, other) = (&first.amount.of, &second.amount.of);
    match (one, other) {
        (Of::Number, other) => Some(other.clone()),
        // $20-30, aged 5 to 12: what stands before the first is meant of both.
        (Of::Money(_) | Of::Age(_), Of::Number)
            if first.number.is_some_and(|(start, ..)| start > first.start) =>
        {
            Some(one.clone())
        }
        (Of::Ordinal, Of::Ordinal) => Some(Of::Ordinal),
        (Of::Measure(a), Of::Measure(b)) => (a.dimension == b.dimension).then(|| other.clone()),
        _ => (one == other).then(|| other.clone()),
    }
}

/// What the first number is multiplied by to be in the unit of the second: 3~5만 원 are 30,000 to 50,000, and
/// 800g~1kg 0.8 to 1 kg.
fn scale(text: &Text, first: &Term, second: &Term) -> Option<Decimal> {
    match (&first.amount.of, &second.amount.of) {
        (Of::Measure(a), Of::Measure(b)) => a.factor.checked_div(b.factor),
        (Of::Number | Of::Money(_), Of::Money(_) | Of::Count(_) | Of::Number) => {
            let small = exact(first)? < Decimal::ONE_HUNDRED;
            Some(multiplier(text, second).filter(|_| small).unwrap_or(Decimal::ONE))
        }
        _ => Some(Decimal::ONE),
    }
}

/// The multiplier in words behind the first figure: the ten thousand of 5만, the million of "2 million".
fn multiplier(text: &Text, term: &Term) -> Option<Decimal> {
    if let Some(magnitude) = spelled_multiplier(text, term) {
        return Some(magnitude);
    }
    let (start, value) = term.number.map_or((term.start, exact(term)?), |(start, _, value)| (start, value));
    let figures: String = text.rest(start).iter().take_while(|c| c.is_ascii_digit() || **c == '.').collect();
    let (figure, end) = match figures.parse() {
        Ok(figure) => (figure, start + figures.len()),
        Err(_) => (
            Decimal::from("일이삼사오육칠팔구".chars().position(|c| text.at(start) == Some(c))? + 1),
            start + 1,
        ),
    };
    let word = text.at(text.past_space(end)).filter(|c| c.is_alphabetic());
    let multiplier = value.checked_div(figure)?;
    word.and((multiplier > Decimal::ONE && multiplier.is_integer()).then_some(multiplier))
}

/// The thousand of "fifteen thousand".
fn spelled_multiplier(text: &Text, term: &Term) -> Option<Decimal> {
    const WORDS: [(&str, u64); 3] =
        [(" thousand", 1_000), (" million", 1_000_000), (" billion", 1_000_000_000)];
    let (start, end, value) = term.number.unwrap_or((term.start, term.end, exact(term)?));
    let words = text.slice(start..end).to_lowercase();
    let (_, size) = WORDS.iter().find(|(word, _)| words.ends_with(word))?;
    let first = words.starts_with(|c: char| c.is_ascii_alphabetic());
    let size = Decimal::from(*size);
    (first && value.checked_div(size)? < Decimal::from(1000)).then_some(size)
}

/// 10 이상 20 미만; more than 3 and less than 5.
fn both(text: &Text, first: &Term, second: &Term) -> Option<Term> {
    let from = text.past_space(first.end);
    let from = ["and", "but", ","]
        .iter()
        .find_map(|word| text.literal(from, word))
        .map_or(from, |end| text.past_space(end));
    if from != second.start || shared(first, second).is_none() {
        return None;
    }
    let (size, of) = match (first.amount.size, second.amount.size) {
        (Size::Between(Some(low), None), Size::Between(None, Some(high)))
        | (Size::Between(None, Some(high)), Size::Between(Some(low), None)) => {
            (Size::Between(Some(low), Some(high)), second.amount.of.clone())
        }
        _ => return None,
    };
    range(first.start, second.end, size, of, false)
}

fn exact(term: &Term) -> Option<Decimal> {
    match term.amount.size {
        Size::Exactly(value) => Some(value),
        Size::Between(..) => None,
    }
}

fn range(start: usize, end: usize, size: Size, of: Of, about: bool) -> Option<Term> {
    Some(Term { start, end, amount: super::Amount { size, of, about }, number: None })
}
