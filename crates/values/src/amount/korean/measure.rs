//! Measures in Korean: `3킬로`, `1미터 80센티`, `서른 평`, `24도`, `두 근 반`.

use rust_decimal::Decimal;

use super::{is_end, is_tail, sized};
use crate::amount::{Of, Size, Term, Unit, unit};
use crate::numeral::korean::candidates;
use crate::numeral::{Form, Numeral};
use crate::text::{Text, is_hangul};

/// The measure whose number was read.
pub(super) fn read(text: &Text, at: usize, numeral: &Numeral) -> Option<Term> {
    let (first, end) = name(text, numeral, |_| true)?;
    let mut found = sized(at, end, numeral, Of::Measure(first));
    let mut smallest = first.factor;
    let mut total = numeral.value;
    while numeral.upto.is_none() {
        let from = text.past_space(found.end);
        if let Some(end) =
            text.literal(from, "반").filter(|end| is_tail(text, *end) && total == numeral.value)
        {
            (total, found.end) = (total.checked_add(Decimal::new(5, 1))?, end);
            break;
        }
        let more = candidates(text, from).into_iter().find_map(|next| {
            let fits = |unit: &Unit| unit.dimension == first.dimension && unit.factor < smallest;
            let (unit, end) = name(text, &next, fits)?;
            Some((next.value, unit.factor, end))
        });
        let Some((value, factor, end)) = more.or_else(|| height(text, first, from)) else { break };
        total = total.checked_add(value.checked_mul(factor)?.checked_div(first.factor)?)?;
        (smallest, found.end) = (factor, end);
    }
    if numeral.upto.is_none() {
        found.amount.size = Size::Exactly(total.normalize());
    }
    Some(found)
}

/// 1미터 80: the centimetres are clear without their name.
fn height(text: &Text, first: &Unit, from: usize) -> Option<(Decimal, Decimal, usize)> {
    let next = candidates(text, from).into_iter().next().filter(|_| first.symbol == "m")?;
    let two_digits = next.letters == 2 && next.form == Form::Figure && next.value < Decimal::ONE_HUNDRED;
    let alone = text.at(next.end).is_none_or(|c| !c.is_alphanumeric())
        && text.at(next.end + 1).is_none_or(|c| !c.is_ascii_digit());
    (two_digits && alone).then(|| (next.value, Decimal::new(1, 2), next.end))
}

/// The unit behind a number that `fits`, and where its name ends.
pub(super) fn name(
    text: &Text,
    numeral: &Numeral,
    fits: impl Fn(&Unit) -> bool,
) -> Option<(&'static Unit, usize)> {
    let from = text.past_space(numeral.end);
    let (named, end) = unit::at(text, from, from == numeral.end)
        .map(|(named, end)| {
            (unit::Named { unit: by_context(text, named.unit, text.slice(from..end)), ..named }, end)
        })
        .find(|(named, end)| {
            fits(named.unit) && is_end(text, *end) && goes_with(text, numeral, named, from, *end)
        })?;
    Some((named.unit, end))
}

/// Short names of units are other words too: 돈, 관, 되.
fn goes_with(text: &Text, numeral: &Numeral, named: &unit::Named, from: usize, end: usize) -> bool {
    if numeral.form == Form::Figure || !text.at(from).is_some_and(is_hangul) {
        return numeral.form == Form::Figure || numeral.letters > 1 && numeral.form == Form::Sino;
    }
    let spaced = from > numeral.end;
    let yours =
        numeral.form == Form::Native && text.slice(from - 1 - usize::from(spaced)..from).starts_with('네');
    let this = numeral.form == Form::Sino && numeral.letters == 1 && numeral.value == Decimal::TWO;
    // 한 말 has been said, and 한 섬 is an island, unless grain is measured.
    if matches!(named.unit.symbol, "말" | "섬") {
        const GRAIN: [&str; 11] =
            ["쌀", "보리", "콩", "팥", "술", "막걸리", "곡식", "깨", "밀", "수수", "떡"];
        let measured = |grain: &&str| (0..from.min(200)).any(|at| text.literal(at, grain).is_some());
        return numeral.form == Form::Native && spaced && GRAIN.iter().any(measured);
    }
    // 구만리, 삼천리 are far, and no measures.
    if named.unit.symbol == "ri" && !spaced {
        return false;
    }
    if end - from > 1 {
        return !(this && spaced && !text.begins_word(from));
    }
    match numeral.form {
        Form::Native => named.native && !yours,
        _ if named.native => !matches!(named.unit.symbol, "돈" | "관" | "되" | "홉") && !this,
        _ => !this && (numeral.letters > 1 || numeral.value >= Decimal::TEN || named.unit.symbol == "t"),
    }
}

/// 킬로 and 밀리 are short for several units; what is talked about tells which.
fn by_context(text: &Text, unit: &'static Unit, name: &str) -> &'static Unit {
    let (symbol, words): (_, &[&str]) = match name {
        "킬로" | "키로" => (
            "km",
            &[
                "달리",
                "달렸",
                "달려",
                "뛰",
                "뛴",
                "거리",
                "떨어",
                "걸었",
                "걷",
                "걸어",
                "운전",
                "주행",
                "이동",
                "반경",
                "전방",
                "남았",
                "코스",
                "앞에",
                "시속",
                "마라톤",
                "속도",
                "도로",
                "가면",
                "까지",
            ],
        ),
        "밀리" => (
            "mL",
            &[
                "물", "우유", "주스", "음료", "소주", "맥주", "생수", "마셔", "마시", "병", "컵", "시럽",
                "약", "수액", "콜라",
            ],
        ),
        _ => return unit,
    };
    let near = words.iter().any(|word| (0..text.len().min(200)).any(|at| text.literal(at, word).is_some()));
    if near { unit::by_symbol(symbol).unwrap_or(unit) } else { unit }
}

/// Degrees are temperatures, unless something is turned.
fn degree_scale(text: &Text) -> &'static str {
    const TURNED: [&str; 13] = [
        "각도", "회전", "기울", "돌려", "돌리", "꺾", "직각", "위도", "경도", "북위", "남위", "동경", "서경",
    ];
    let near = TURNED.iter().any(|word| (0..text.len().min(200)).any(|at| text.literal(at, word).is_some()));
    if near { "angle" } else { "°C" }
}

/// 24도, 20℃, 72°F, 90도 회전.
pub(super) fn degrees(text: &Text, at: usize, numeral: &Numeral, scale: Option<&str>) -> Option<Term> {
    let from = text.past_space(numeral.end);
    let (symbol, end) = if let Some(end) = ["°c", "도씨"].iter().find_map(|sign| text.word(from, sign)) {
        ("°C", end)
    } else if let Some(end) = text.word(from, "°f") {
        ("°F", end)
    } else {
        let end =
            ["도", "°"].iter().find_map(|sign| text.literal(from, sign)).filter(|end| is_end(text, *end))?;
        (if text.at(from) == Some('°') { "angle" } else { scale.unwrap_or_else(|| degree_scale(text)) }, end)
    };
    let unit = match symbol {
        "angle" => angle()?,
        symbol => unit::by_symbol(symbol)?,
    };
    (numeral.form != Form::Native || scale.is_some()).then(|| {
        let found = sized(at, end, numeral, Of::Measure(unit));
        tenths(text, end).filter(|_| numeral.upto.is_none()).map_or(found.clone(), |(tenths, end)| {
            let size = Size::Exactly(numeral.value + tenths);
            Term { end, amount: crate::amount::Amount { size, ..found.amount }, ..found }
        })
    })
}

/// 38도 5부: the tenths of a fever.
fn tenths(text: &Text, end: usize) -> Option<(Decimal, usize)> {
    let next = candidates(text, text.past_space(end)).into_iter().find(|next| next.letters == 1)?;
    let end = text.literal(text.past_space(next.end), "부").filter(|end| is_tail(text, *end))?;
    (next.value < Decimal::TEN && next.form != Form::Native).then(|| (next.value / Decimal::TEN, end))
}

/// The degree of an angle.
pub(super) fn angle() -> Option<&'static Unit> {
    unit::by_symbol("°")
}
