//! Parts of a whole in Korean: `삼분의 이`, `20%`, `3할 5푼`.

use rust_decimal::Decimal;

use super::{is_end, is_tail, measure, sized};
use crate::amount::{Of, Term, term};
use crate::numeral::korean::candidates;
use crate::numeral::{Form, Numeral};
use crate::text::Text;

/// 삼분의 이, 3분의 2, 1과 2분의 1.
pub(super) fn fraction(text: &Text, at: usize, below: &Numeral) -> Option<Term> {
    if let Some(end) = ["과", "와"].iter().find_map(|and| text.literal(below.end, and)) {
        let from = text.past_space(end);
        let (share, end) = candidates(text, from).iter().find_map(|numeral| share(text, numeral))?;
        return Some(term(at, end, below.value.checked_add(share)?, Of::Number, None));
    }
    let (share, end) = share(text, below).or_else(|| {
        let slash = text.at(below.end) == Some('/') && below.form == Form::Figure;
        let over = crate::numeral::english::read(text, at).filter(|n| slash && n.end > below.end)?;
        Some((over.value, over.end))
    })?;
    // 팔분의 칠 인치
    let part = Numeral { value: share, end, letters: 3, form: Form::Sino, ..below.clone() };
    if let Some((unit, end)) = measure::name(text, &part, |_| true) {
        return Some(term(at, end, share, Of::Measure(unit), None));
    }
    Some(term(at, end, share, Of::Number, None))
}

pub(super) fn share(text: &Text, below: &Numeral) -> Option<(Decimal, usize)> {
    let from = text.past_space(text.literal(text.past_space(below.end), "분의")?);
    let above =
        candidates(text, from).into_iter().find(|above| above.form != Form::Native || above.letters > 1)?;
    // 삼분의 이가: the 이 is the number; 삼분의 일이: 일 is, and 이 a particle.
    let (above, end) = match above.letters {
        2 if text.slice(from..above.end).ends_with(['이', '만']) && above.value > below.value => {
            (candidates(text, from).into_iter().nth(1)?.value, above.end - 1)
        }
        _ => (above.value, above.end),
    };
    Some((above.checked_div(below.value)?, end))
}

/// 20%, 이십 퍼센트, 50프로, 3할 5푼.
pub(super) fn percent(text: &Text, at: usize, numeral: &Numeral) -> Option<Term> {
    const NAMES: [&str; 8] = ["퍼센트포인트", "퍼센트", "%포인트", "%p", "%", "프로", "퍼센", "percent"];
    let from = text.past_space(numeral.end);
    if let Some(end) = NAMES.iter().find_map(|name| text.word(from, name)) {
        let other = text.slice(from..end) == "프로" && !is_end(text, end);
        let rough = (numeral.form == Form::Native && numeral.upto.is_none()) || other;
        return (!rough).then(|| sized(at, end, numeral, Of::Percent));
    }
    let tenths = text.literal(from, "할")?;
    let mut value = numeral.value.checked_mul(Decimal::TEN)?;
    let mut end = tenths;
    let part = |from: usize, name: &str| {
        let from = text.past_space(from);
        candidates(text, from)
            .into_iter()
            .find_map(|n| Some((n.value, text.literal(text.past_space(n.end), name)?)))
    };
    if let Some((hundredths, behind)) = part(end, "푼") {
        (value, end) = (value.checked_add(hundredths)?, behind);
        if let Some((thousandths, behind)) = part(end, "리") {
            (value, end) = (value.checked_add(thousandths.checked_div(Decimal::TEN)?)?, behind);
        }
    }
    let certain =
        end > tenths || numeral.form == Form::Figure || numeral.form == Form::Sino && from == numeral.end;
    let certain = certain && numeral.value <= Decimal::TEN && is_tail(text, end);
    certain.then(|| term(at, end, value, Of::Percent, Some((at, numeral.end, numeral.value))))
}
