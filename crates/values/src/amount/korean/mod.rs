//! Single amounts in Korean: `세 개`, `3만 5천 원`, `영하 5도`, `삼분의 이`, `첫 번째`, `1미터 80센티`.

use rust_decimal::Decimal;

use super::{Amount, Of, Size, Term, currency, range, term};
use crate::numeral::korean::candidates;
use crate::numeral::{Form, Numeral};
use crate::text::{Text, is_hangul};
use fraction::{fraction, percent};
use money::money;
use ordinal::{age, ordinal};
use prefix::prefixed;

mod bare;
mod counter;
mod fraction;
mod measure;
mod money;
mod ordinal;
mod prefix;

/// The amount that begins at `at`.
pub(super) fn read(text: &Text, at: usize) -> Option<Term> {
    let first = text.at(at)?;
    if text.begins_word(at)
        && let Some(term) = prefixed(text, at, first)
    {
        return Some(term);
    }
    if !begins(text, at, first) {
        return None;
    }
    if let Some(age) = ordinal::young(text, at) {
        return Some(age);
    }
    candidates(text, at).iter().find_map(|numeral| whole(text, at, numeral)).map(|term| in_prose(text, term))
}

/// A length that ends here is how long somebody young has lived.
pub(crate) fn is_age(text: &Text, start: usize, end: usize) -> bool {
    let stop = start.saturating_sub(usize::from(text.before(start) == Some(' ')));
    let born = stop >= 2 && text.literal(stop - 2, "생후").is_some();
    born || ordinal::is_of_the_young(text, end)
}

/// A number may begin here: digits not inside a code, words at the beginning of a word, or behind a Korean word when
/// what follows leaves no doubt (`사과세개`).
fn begins(text: &Text, at: usize, first: char) -> bool {
    let before = text.before(at);
    match first {
        '0'..='9' => {
            text.is_edge(at)
                && !(matches!(before, Some('.' | ','))
                    && at > 1
                    && text.at(at - 2).is_some_and(|c| c.is_ascii_digit()))
        }
        '.' => text.begins_word(at) && text.at(at + 1).is_some_and(|c| c.is_ascii_digit()),
        _ => {
            !before.is_some_and(|c| c.is_alphanumeric() && !is_hangul(c))
                && !matches!(before, Some('수' | '몇' | '제'))
        }
    }
}

/// 약 30명, 30명쯤.
fn in_prose(text: &Text, mut term: Term) -> Term {
    const BEFORE: [&str; 7] = ["약", "대략", "거의", "얼추", "어림잡아", "근", "한"];
    const BEHIND: [&str; 7] = ["쯤", "정도", "가량", "남짓", "안팎", "내외", "언저리"];
    let stands_before = |word: &str| {
        let length = word.chars().count();
        [0, 1].into_iter().any(|space| {
            let from = term.start.checked_sub(length + space);
            from.is_some_and(|from| text.begins_word(from) && text.literal(from, word) == Some(from + length))
                && (space == 0 || text.before(term.start) == Some(' '))
                && (word != "한" || text.at(term.start).is_some_and(|c| c.is_ascii_digit()))
        })
    };
    let behind = text.past_space(term.end);
    let about = BEFORE.into_iter().any(stands_before)
        || BEHIND.iter().any(|word| text.literal(behind, word).is_some());
    term.amount.about |= about;
    term
}

/// The number with what is counted or measured, or the bare number where it is sure to be one.
fn whole(text: &Text, at: usize, numeral: &Numeral) -> Option<Term> {
    let inside = text.before(at).is_some_and(is_hangul) && numeral.form != Form::Figure;
    if inside && !stands_out(text, numeral) {
        return None;
    }
    fraction(text, at, numeral)
        .or_else(|| percent(text, at, numeral))
        .or_else(|| ordinal(text, at, numeral))
        .or_else(|| money(text, at, numeral))
        .or_else(|| age(text, at, numeral))
        .or_else(|| measure::degrees(text, at, numeral, None).filter(|_| sure(numeral)))
        .or_else(|| counted(text, at, numeral, true))
        .or_else(|| measure::read(text, at, numeral))
        .or_else(|| counted(text, at, numeral, false))
        .or_else(|| (!inside && bare::is_number(text, at, numeral)).then(|| number(at, numeral)))
}

/// Behind another word without a space: two letters and more, or a native number with its counter.
fn stands_out(text: &Text, numeral: &Numeral) -> bool {
    const EVEN_OF_ONE: [&str; 20] = [
        "잔", "마리", "그릇", "병", "개", "명", "판", "조각", "봉지", "캔", "컵", "권", "켤레", "송이",
        "접시", "세트", "팩", "박스", "상자", "인분",
    ];
    let next = text.at(numeral.end);
    if next.is_none_or(|c| !is_hangul(c)) {
        return false;
    }
    let short = numeral.letters == 1;
    let one_of = EVEN_OF_ONE.iter().any(|name| text.literal(numeral.end, name).is_some());
    match numeral.form {
        Form::Native => {
            !short || one_of || (numeral.value > Decimal::ONE && text.at(numeral.end) == Some('장'))
        }
        _ => !short || text.literal(numeral.end, "인분").is_some(),
    }
}

/// 세 개, 삼 층, 10여 명, 한 개 반. `long` asks for the counters of two letters and more, which are surer than units.
fn counted(text: &Text, at: usize, numeral: &Numeral, long: bool) -> Option<Term> {
    let few =
        text.at(numeral.end) == Some('여') && numeral.value >= Decimal::TEN && numeral.form != Form::Native;
    let end = numeral.end + usize::from(few);
    let from = text.past_space(end);
    let (counter, behind) = counter::at(text, from)
        .filter(|(counter, _)| long == (counter.name.chars().count() > 1))
        .find(|&(counter, behind)| {
            is_end(text, behind) && (few || counter::fits(text, counter, numeral, at, from))
        })?;
    // 3등, 5위: places in a row.
    let of = match counter.name {
        "등" | "위" => Of::Ordinal,
        name => Of::Count(name.to_owned()),
    };
    let mut found = sized(at, behind, numeral, of);
    found.amount.about |= few;
    let halved = counter.conditions.contains('n') && numeral.upto.is_none();
    if let Some(end) = text.literal(text.past_space(behind), "반").filter(|end| halved && is_tail(text, *end))
    {
        found.amount.size = Size::Exactly(numeral.value.checked_add(Decimal::new(5, 1))?);
        found.end = end;
    }
    Some(found)
}

/// Not a short native or one-letter number before 도.
fn sure(numeral: &Numeral) -> bool {
    numeral.form == Form::Figure || numeral.form == Form::Sino && numeral.letters > 1
}

fn number(at: usize, numeral: &Numeral) -> Term {
    let mut found = sized(at, numeral.end, numeral, Of::Number);
    found.number = None;
    found
}

/// The amount of a numeral that may itself be a range.
fn sized(at: usize, end: usize, numeral: &Numeral, of: Of) -> Term {
    match numeral.upto {
        None => term(at, end, numeral.value, of, Some((at, numeral.end, numeral.value))),
        Some(upto) => {
            let size = range::closed(numeral.value, upto);
            Term { start: at, end, amount: Amount { size, of, about: false }, number: None }
        }
    }
}

/// Only particles and endings follow in this word.
fn is_tail(text: &Text, end: usize) -> bool {
    let rest = text.rest_of_word(end);
    rest.is_empty() || (rest.len() <= 12 && korean::written::is_tail(&rest.iter().collect::<String>()))
}

/// A counter or unit ends here: particles follow, a number, or without a space what is done with so many.
fn is_end(text: &Text, end: usize) -> bool {
    const VERBS: &str = "주세 주문 줘 주라 주시 주십 시켜 시킬 시키 추가 예약 담아 보내 결제 송금 이체 사줘 사고 사서 더 빼 있 없 넣 먹 \
                         마시 마셔 필요 넘 남 들었 들어 안팎 안돼 중에 중 이서 서 짜리 어치 들이 분량 치 이내 값 만들 찾 구해 구매 켜 꺼 \
                         올려 내려 올라 내렸 높 낮 맞춰 설정 했 할 하고 해 받 샀 살게 찍 뽑 가져 챙 입 같 남았 됐 되 돼 밖 빌 반 \
                         할인 내외 대의 꼴 갔 왔 달라 달리 뛰 걸";
    let rest = text.rest_of_word(end);
    rest.first().is_none_or(|c| !is_hangul(*c))
        || is_tail(text, end)
        || VERBS.split_whitespace().any(|verb| rest.starts_with(&verb.chars().collect::<Vec<_>>()))
        || candidates(text, end).first().is_some_and(|n| n.letters > 1 && is_end_of_number(text, n.end))
}

/// 5만원삼천원: another amount goes on.
fn is_end_of_number(text: &Text, end: usize) -> bool {
    counter::at(text, end).next().is_some() || currency::at(text, end).is_some()
}
