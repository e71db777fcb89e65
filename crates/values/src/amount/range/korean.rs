//! Amounts with one end in Korean: `열 개 이상`, `5kg 미만`, `적어도 세 명`.

use rust_decimal::Decimal;

use super::{exact, range};
use crate::amount::{Bound, Size, Term};
use crate::text::Text;

/// 열 개 이상, 5kg 미만, 스무 명 넘게.
pub(super) fn bounded(text: &Text, term: &Term) -> Option<Term> {
    const ENDS: [(&str, bool, bool); 22] = [
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
        ("넘은", true, false),
        ("넘게", true, false),
        ("보다 많", true, false),
        ("보다 큰", true, false),
        ("보다 적", false, false),
        ("보다 작", false, false),
        ("보다 높", true, false),
        ("보다 크", true, false),
        ("보다 길", true, false),
        ("보다 낮", false, false),
        ("보다 짧", false, false),
    ];
    let value = exact(term)?;
    if let Some(bounded) = announced(text, term, value) {
        return Some(bounded);
    }
    let from = text.past_space(term.end);
    let (above, included, mut end) = ENDS
        .iter()
        .find_map(|&(word, above, included)| Some((above, included, text.literal(from, word)?)))?;
    // 보다 많은, 넘는, 보다 크고: the word is whole.
    if text.at(end - 1).is_some_and(|c| "넘많큰크적작높낮길짧".contains(c)) {
        end += text.rest_of_word(end).iter().take_while(|c| "는게은고며".contains(**c)).count();
    }
    let bound = Some(Bound { value, included });
    let size = if above { Size::Between(bound, None) } else { Size::Between(None, bound) };
    range(term.start, end, size, term.amount.of.clone(), term.amount.about)
}

/// 적어도 세 명, 최대 100개.
fn announced(text: &Text, term: &Term, value: Decimal) -> Option<Term> {
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
