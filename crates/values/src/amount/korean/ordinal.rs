//! Ranks and ages in Korean: `세 번째`, `둘째`, `3등`, `서른다섯 살`, `40대 남성`.

use rust_decimal::Decimal;

use super::{is_end, is_tail, sized};
use crate::amount::{AgeUnit, Of, Term};
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
    fits.then(|| sized(at, end, numeral, Of::Age(AgeUnit::Year)))
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
    let end = text.literal(numeral.end, "대")?;
    let decade = numeral.value % Decimal::TEN == Decimal::ZERO
        && (Decimal::TEN..Decimal::ONE_HUNDRED).contains(&numeral.value);
    let who = WHO.iter().any(|who| text.literal(text.past_space(end), who).is_some());
    let spelled = numeral.form == Form::Sino && numeral.letters == 2 && is_tail(text, end);
    (decade && numeral.upto.is_none() && (who || spelled)).then(|| {
        let upto = numeral.value + Decimal::from(9);
        sized(at, end, &Numeral { upto: Some(upto), ..numeral.clone() }, Of::Age(AgeUnit::Year))
    })
}
