//! Ranks and ages in Korean: `세 번째`, `둘째`, `3등`, `서른다섯 살`, `40대 남성`.

use rust_decimal::Decimal;

use super::{is_end, is_tail, sized};
use crate::amount::{AgeUnit, Of, Term};
use crate::numeral::korean::candidates;
use crate::numeral::{Form, Numeral};
use crate::text::Text;

/// 세 번째, 3번째, 둘째, 스물한째.
pub(super) fn ordinal(text: &Text, at: usize, numeral: &Numeral) -> Option<Term> {
    let named = text.literal(text.past_space(numeral.end), "번째");
    let end = named.or_else(|| {
        text.literal(numeral.end, "째").filter(|end| numeral.form == Form::Native && is_tail(text, *end))
    })?;
    let certain = numeral.form != Form::Sino || numeral.letters > 1 || numeral.value >= Decimal::TEN;
    certain.then(|| sized(at, end, numeral, Of::Ordinal))
}

/// 다섯 살, 서른다섯 살, 35세.
pub(super) fn age(text: &Text, at: usize, numeral: &Numeral) -> Option<Term> {
    let from = text.past_space(numeral.end);
    let end = match text.at(from)? {
        '살' if numeral.form != Form::Sino || numeral.letters > 1 || numeral.value >= Decimal::TEN => {
            from + 1
        }
        '세' if numeral.form == Form::Figure || numeral.form == Form::Sino && numeral.letters > 1 => {
            from + 1
        }
        '대' => return in_decade(text, at, numeral),
        _ => return None,
    };
    let rest = text.rest_of_word(end);
    let fits = is_end(text, end)
        || ["배기", "때", "부터", "된", "아이", "아들", "딸", "여성", "남성", "이상", "이세", "이시"]
            .iter()
            .any(|word| rest.starts_with(&word.chars().collect::<Vec<_>>()));
    // 네 살 반
    let half = text.literal(text.past_space(end), "반").filter(|end| is_tail(text, *end));
    if let Some(end) = half.filter(|_| numeral.upto.is_none()) {
        let value = numeral.value.checked_add(Decimal::new(5, 1))?;
        return Some(sized(at, end, &Numeral { value, ..numeral.clone() }, Of::Age(AgeUnit::Year)));
    }
    fits.then(|| sized(at, end, numeral, Of::Age(AgeUnit::Year)))
}

/// 10개월 된 아기, 생후 10일: how long somebody young has lived. The age begins at `start`.
pub(super) fn young(text: &Text, start: usize) -> Option<Term> {
    const UNITS: [(&str, AgeUnit); 5] = [
        ("개월", AgeUnit::Month),
        ("주일", AgeUnit::Week),
        ("주", AgeUnit::Week),
        ("일", AgeUnit::Day),
        ("달", AgeUnit::Month),
    ];
    let born = text.literal(start, "생후").filter(|_| text.begins_word(start));
    let from = text.past_space(born.unwrap_or(start));
    candidates(text, from).iter().find_map(|numeral| {
        let at = text.past_space(numeral.end);
        let (unit, end) = UNITS.iter().find_map(|&(name, unit)| Some((unit, text.literal(at, name)?)))?;
        let sure = born.is_some() || is_of_the_young(text, end);
        sure.then(|| sized(start, end, numeral, Of::Age(unit)))
    })
}

/// `된 아기`, `짜리 강아지` follow.
pub(crate) fn is_of_the_young(text: &Text, end: usize) -> bool {
    const WHO: [&str; 17] = [
        "아기",
        "애기",
        "아이",
        "아들",
        "딸",
        "갓난",
        "신생아",
        "영아",
        "강아지",
        "고양이",
        "새끼",
        "조카",
        "손자",
        "손녀",
        "애",
        "쌍둥이",
        "유아",
    ];
    let joint = ["된", "짜리", "되는", "차"].iter().find_map(|word| text.literal(text.past_space(end), word));
    let who = text.past_space(joint.unwrap_or(end));
    joint.is_some() && WHO.iter().any(|word| text.literal(who, word).is_some())
}

/// 40대 남성, 삼십대: from forty to forty-nine. 차 40대 are cars.
fn in_decade(text: &Text, at: usize, numeral: &Numeral) -> Option<Term> {
    const WHO: [&str; 14] = [
        "남",
        "여",
        "초반",
        "중반",
        "후반",
        "부부",
        "직장",
        "주부",
        "가장",
        "청년",
        "회사원",
        "이상",
        "젊은",
        "미혼",
    ];
    let apart = numeral.form == Form::Sino && numeral.letters == 2;
    let end = text.literal(numeral.end, if apart { " 대" } else { "대" })?;
    let decade = numeral.value % Decimal::TEN == Decimal::ZERO
        && (Decimal::TEN..Decimal::ONE_HUNDRED).contains(&numeral.value);
    let who = WHO.iter().any(|who| text.literal(text.past_space(end), who).is_some());
    let spelled =
        numeral.form == Form::Sino && numeral.letters == 2 && end == numeral.end + 1 && is_tail(text, end);
    (decade && numeral.upto.is_none() && (who || spelled)).then(|| {
        let upto = numeral.value + Decimal::from(9);
        sized(at, end, &Numeral { upto: Some(upto), ..numeral.clone() }, Of::Age(AgeUnit::Year))
    })
}
