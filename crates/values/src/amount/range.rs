//! Ranges of amounts: `3~5개`, `3에서 5`, `열 개 이상`, `10명 이상 20명 미만`, `between 3 and 5`, `more than ten`.

use domain::Language;
use rust_decimal::Decimal;

use super::{Bound, Of, Size, Term};
use crate::text::Text;

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

/// 열 개 이상, 5kg 미만, 스무 명 넘게.
fn bounded_korean(text: &Text, term: &Term) -> Option<Term> {
    const ENDS: [(&str, bool, bool); 17] = [
        ("이상", true, true),
        ("이하", false, true),
        ("이내", false, true),
        ("미만", false, false),
        ("초과", true, false),
        ("을 넘", true, false),
        ("를 넘", true, false),
        ("이 넘", true, false),
        ("가 넘", true, false),
        ("도 넘", true, false),
        ("넘는", true, false),
        ("넘게", true, false),
        ("보다 많", true, false),
        ("보다 큰", true, false),
        ("보다 적", false, false),
        ("보다 작", false, false),
        ("보다 높", true, false),
    ];
    let value = exact(term)?;
    if let Some(bounded) = announced_korean(text, term, value) {
        return Some(bounded);
    }
    let from = text.past_space(term.end);
    let (above, included, mut end) = ENDS
        .iter()
        .find_map(|&(word, above, included)| Some((above, included, text.literal(from, word)?)))?;
    // 보다 많은, 넘는: the word is whole.
    if text.at(end - 1).is_some_and(|c| "넘많큰적작높".contains(c)) && text.at(end - 1) != Some('큰') {
        end += usize::from(text.at(end).is_some_and(|c| "는게은".contains(c)));
    }
    let bound = Some(Bound { value, included });
    let size = if above { Size::Between(bound, None) } else { Size::Between(None, bound) };
    range(term.start, end, size, term.amount.of.clone(), term.amount.about)
}

/// The multiplier in words behind the first figure: the ten thousand of 5만, the million of "2 million".
fn multiplier(text: &Text, term: &Term) -> Option<Decimal> {
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

/// 적어도 세 명, 최대 100개.
fn announced_korean(text: &Text, term: &Term, value: Decimal) -> Option<Term> {
    const WORDS: [(&str, bool); 8] = [
        ("적어도", true),
        ("최소한", true),
        ("최소", true),
        ("못해도", true),
        ("최대한", false),
        ("최대", false),
        ("많아야", false),
        ("기껏해야", false),
    ];
    let stop = term.start - usize::from(text.before(term.start) == Some(' '));
    let (start, above) = WORDS.iter().find_map(|&(word, above)| {
        let from = stop.checked_sub(word.chars().count())?;
        (text.begins_word(from) && text.literal(from, word) == Some(stop)).then_some((from, above))
    })?;
    let bound = Some(Bound { value, included: true });
    let size = if above { Size::Between(bound, None) } else { Size::Between(None, bound) };
    range(start, term.end, size, term.amount.of.clone(), term.amount.about)
}

/// What stands before the number; whether it is the lower end, and whether it is included.
const BEFORE: [(&str, bool, bool); 43] = [
    ("upwards of", true, false),
    ("in excess of", true, false),
    ("no greater than", false, true),
    ("no larger than", false, true),
    ("no higher than", false, true),
    ("not exceeding", false, true),
    ("as many as", false, true),
    ("as few as", true, true),
    ("beyond", true, false),
    ("no more than", false, true),
    ("not more than", false, true),
    ("no less than", true, true),
    ("not less than", true, true),
    ("no fewer than", true, true),
    ("more than", true, false),
    ("greater than or equal to", true, true),
    ("less than or equal to", false, true),
    ("greater than", true, false),
    ("larger than", true, false),
    ("bigger than", true, false),
    ("higher than", true, false),
    ("longer than", true, false),
    ("older than", true, false),
    ("heavier than", true, false),
    ("over", true, false),
    ("above", true, false),
    ("exceeding", true, false),
    ("at least", true, true),
    ("a minimum of", true, true),
    ("less than", false, false),
    ("fewer than", false, false),
    ("lower than", false, false),
    ("smaller than", false, false),
    ("younger than", false, false),
    ("shorter than", false, false),
    ("cheaper than", false, false),
    ("under", false, false),
    ("below", false, false),
    ("at most", false, true),
    ("up to", false, true),
    ("a maximum of", false, true),
    (">=", true, true),
    ("<=", false, true),
];

/// The same as signs.
const SIGNS: [(&str, bool, bool); 4] =
    [(">", true, false), ("<", false, false), ("≥", true, true), ("≤", false, true)];

/// What stands behind; both ends are included.
const BEHIND: [(&str, bool); 26] = [
    ("or younger", false),
    ("and under", false),
    ("and below", false),
    ("and older", true),
    ("or longer", true),
    ("or larger", true),
    ("or bigger", true),
    ("or better", true),
    ("at least", true),
    ("at most", false),
    ("max", false),
    ("tops", false),
    ("or more", true),
    ("or above", true),
    ("or over", true),
    ("or higher", true),
    ("or older", true),
    ("or greater", true),
    ("and above", true),
    ("and over", true),
    ("and up", true),
    ("or less", false),
    ("or fewer", false),
    ("or below", false),
    ("or under", false),
    ("or lower", false),
];

/// more than ten, at least 5 kg, 20 or less.
fn bounded_english(text: &Text, term: &Term) -> Option<Term> {
    let value = exact(term)?;
    let sized = |above: bool, included: bool| {
        let bound = Some(Bound { value, included });
        if above { Size::Between(bound, None) } else { Size::Between(None, bound) }
    };
    let of = term.amount.of.clone();
    let behind = text.past_space(term.end);
    if let Some((above, end)) =
        BEHIND.iter().find_map(|&(word, above)| Some((above, text.word(behind, word)?)))
    {
        return range(term.start, end, sized(above, true), of, term.amount.about);
    }
    // 10+
    let plus = text.at(term.end) == Some('+') && text.at(term.end + 1).is_none_or(|c| !c.is_alphanumeric());
    if plus && term.amount.of == Of::Number {
        return range(term.start, term.end + 1, sized(true, true), of, term.amount.about);
    }
    let stop = term.start - usize::from(text.before(term.start) == Some(' '));
    let (start, above, included) = BEFORE.iter().chain(&SIGNS).find_map(|&(word, above, included)| {
        let from = stop.checked_sub(word.chars().count())?;
        let whole = text.is_edge(from) && text.literal(from, word) == Some(stop);
        let spaced = stop < term.start || !word.ends_with(char::is_alphabetic);
        (whole && spaced).then_some((from, above, included))
    })?;
    range(start, term.end, sized(above, included), of, term.amount.about)
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
