//! Amounts that a word or sign in front announces: `첫 번째`, `제3회`, `영하 5도`, `시속 60킬로미터`, `₩5,000`.

use rust_decimal::Decimal;

use super::ordinal::{age, ordinal, young};
use super::{is_tail, measure, number, whole};
use crate::amount::{Amount, Of, Term, currency, term, unit};
use crate::numeral::Form;
use crate::numeral::korean::candidates;
use crate::text::Text;

/// Amounts that a word or sign in front announces.
pub(super) fn prefixed(text: &Text, at: usize, first: char) -> Option<Term> {
    match first {
        '첫' => first_one(text, at),
        '제' => numbered(text, at),
        '절' | '반' => half(text, at),
        '마' | '끝' | '뒤' | '맨' | '꼴' => {
            from_the_end(text, at).or_else(|| signed(text, at)).or_else(|| last(text, at))
        }
        '만' => full_age(text, at),
        '생' => young(text, at),
        '영' | '섭' | '화' | '-' | '음' | '빼' => signed(text, at),
        '시' | '초' | '분' => speed(text, at),
        _ => priced(text, at),
    }
}

/// 첫째, 첫 번째.
pub(super) fn first_one(text: &Text, at: usize) -> Option<Term> {
    let end = text.literal(at, "첫 번째").or_else(|| text.literal(at, "첫째"))?;
    Some(term(at, end, Decimal::ONE, Of::Ordinal, None))
}

/// 제3, 제3회, 제일 장.
pub(super) fn numbered(text: &Text, at: usize) -> Option<Term> {
    const PARTS: [&str; 19] = [
        "대", "기", "탄", "화", "판", "번", "위", "회", "차", "장", "조", "항", "과", "권", "부", "호", "막",
        "절", "편",
    ];
    let from = text.past_space(at + 1);
    let numerals: Vec<_> =
        candidates(text, from).into_iter().filter(|n| n.form != Form::Native && n.upto.is_none()).collect();
    // 제5조 2항 is no number of trillions: the shortest that a part follows.
    let before_part = |end: usize| {
        PARTS
            .iter()
            .any(|part| text.literal(text.past_space(end), part).is_some_and(|end| is_tail(text, end)))
    };
    let numeral = numerals.iter().rev().find(|n| before_part(n.end)).or(numerals.first())?.clone();
    let part = PARTS
        .iter()
        .find_map(|part| text.literal(text.past_space(numeral.end), part).filter(|end| is_tail(text, *end)));
    let certain =
        numeral.form == Form::Figure || part.is_some() || (numeral.letters > 1 && is_tail(text, numeral.end));
    let certain = certain && (from == at + 1 || numeral.form == Form::Figure);
    certain.then(|| {
        let number = Some((from, numeral.end, numeral.value));
        term(at, part.unwrap_or(numeral.end), numeral.value, Of::Ordinal, number)
    })
}

/// 절반, 반 개, 반 잔.
pub(super) fn half(text: &Text, at: usize) -> Option<Term> {
    let half = Decimal::new(5, 1);
    if let Some(end) = text.literal(at, "절반").filter(|end| is_tail(text, *end)) {
        return Some(term(at, end, half, Of::Number, None));
    }
    const HALVED: [&str; 18] = [
        "개",
        "잔",
        "병",
        "컵",
        "판",
        "마리",
        "그릇",
        "공기",
        "스푼",
        "숟가락",
        "조각",
        "근",
        "봉지",
        "통",
        "모",
        "박스",
        "숟갈",
        "접시",
    ];
    let from = text.past_space(text.literal(at, "반")?);
    // 반 킬로, 반 리터
    if from > at + 1
        && let Some((named, end)) = unit::at(text, from, false).find(|(_, end)| *end > from + 1)
        && is_tail(text, end)
    {
        return Some(term(at, end, half, Of::Measure(named.unit), None));
    }
    // 반병, 반통, 반모 may be other words.
    let (name, end) = HALVED.into_iter().find_map(|name| {
        let end = text.literal(from, name).filter(|end| is_tail(text, *end))?;
        (from > at + 1 || name.chars().count() > 1 || matches!(name, "개" | "잔" | "컵"))
            .then_some((name, end))
    })?;
    Some(match unit::at(text, from, false).next() {
        Some((named, end)) if name == "근" => term(at, end, half, Of::Measure(named.unit), None),
        _ => term(at, end, half, Of::Count(name.to_owned()), None),
    })
}

/// 끝에서 두 번째.
pub(super) fn from_the_end(text: &Text, at: usize) -> Option<Term> {
    let from = ["마지막에서", "꼴찌에서", "맨 끝에서", "맨 뒤에서", "끝에서", "뒤에서"]
        .iter()
        .find_map(|word| text.literal(at, word))?;
    let from = text.past_space(from);
    let term = first_one(text, from)
        .or_else(|| candidates(text, from).iter().find_map(|numeral| ordinal(text, from, numeral)))?;
    let size = term.amount.size.map(|value| Some(-value))?;
    Some(Term { start: at, number: None, amount: Amount { size, ..term.amount }, ..term })
}

/// 영하 5도, 마이너스 십이, 섭씨 24도, 화씨 백 도, -3.
pub(super) fn signed(text: &Text, at: usize) -> Option<Term> {
    let (mut from, mut negative, mut scale) = (at, false, None);
    loop {
        let next = text.past_space(from);
        if let Some(end) =
            ["영하", "마이너스", "-"].iter().find_map(|word| text.literal(next, word)).filter(|_| !negative)
        {
            (from, negative) = (end, true);
        } else if let Some(end) = text.literal(next, "영상").filter(|_| scale.is_none()) {
            (from, scale) = (end, Some("°C"));
        } else if let Some(end) = text.literal(next, "섭씨") {
            (from, scale) = (end, Some("°C"));
        } else if let Some(end) = text.literal(next, "화씨") {
            (from, scale) = (end, Some("°F"));
        } else {
            break;
        }
    }
    let from = text.past_space(from);
    if from == at || text.at(at) == Some('-') && !text.at(from).is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let found = candidates(text, from).iter().find_map(|numeral| {
        measure::degrees(text, from, numeral, Some(scale.unwrap_or("°C")))
            .or_else(|| whole(text, from, numeral))
            .or_else(|| is_tail(text, numeral.end).then(|| number(from, numeral)))
    })?;
    if scale.is_some() && found.amount.of.name() != "temperature" {
        return None;
    }
    let size = found.amount.size.map(|value| Some(if negative { -value } else { value }))?;
    Some(Term { start: at, amount: Amount { size, ..found.amount }, ..found })
}

/// 시속 60킬로미터, 초속 20m, 초당 2기가바이트.
pub(super) fn speed(text: &Text, at: usize) -> Option<Term> {
    const RATES: [(&str, u64); 6] =
        [("시속", 1), ("시간당", 1), ("분속", 60), ("분당", 60), ("초속", 3600), ("초당", 3600)];
    let (from, per_hour) = RATES.iter().find_map(|&(word, factor)| {
        Some((text.past_space(text.literal(at, word)?), Decimal::from(factor)))
    })?;
    let per_second = per_hour == Decimal::from(3600);
    candidates(text, from).iter().find_map(|numeral| {
        let moves = |symbol: &str| matches!(symbol, "km" | "m" | "mi" | "kg" | "kn");
        let fits = |unit: &unit::Unit| moves(unit.symbol) || per_second && unit.dimension.name() == "data";
        let (unit, end) = measure::name(text, numeral, fits)?;
        let (symbol, factor) = match unit.symbol {
            "mi" => ("mph", per_hour),
            "m" if per_second => ("m/s", Decimal::ONE),
            "m" => ("km/h", per_hour.checked_div(1000.into())?),
            "km" if per_second => ("km/s", Decimal::ONE),
            "km" | "kg" | "kn" => ("km/h", per_hour),
            data => (rate(data)?, Decimal::ONE),
        };
        let of = Of::Measure(unit::by_symbol(symbol)?);
        let value = numeral.value.checked_mul(factor)?;
        Some(term(at, end, value, of, Some((from, numeral.end, numeral.value))))
    })
}

/// How much data goes through in a second.
fn rate(symbol: &str) -> Option<&'static str> {
    Some(match symbol {
        "bit" => "bps",
        "kbit" => "kbps",
        "Mbit" => "Mbps",
        "Gbit" => "Gbps",
        "B" => "B/s",
        "KB" => "KB/s",
        "MB" => "MB/s",
        "GB" => "GB/s",
        "TB" => "TB/s",
        _ => return None,
    })
}

/// ₩5,000, $5.50, USD 20, $3백만.
pub(super) fn priced(text: &Text, at: usize) -> Option<Term> {
    let (coin, end) = currency::sign(text, at)?;
    let from = text.past_space(end);
    let numeral = candidates(text, from).into_iter().next().filter(|numeral| numeral.form == Form::Figure)?;
    let (value, end) =
        match crate::numeral::english::read(text, from).filter(|english| english.end > numeral.end) {
            Some(english) => (english.value, english.end),
            None => (numeral.value, numeral.end),
        };
    // ₩5,000원 says it twice.
    let whole = text.literal(end, "원").filter(|_| coin.currency.code == "KRW").unwrap_or(end);
    Some(term(at, whole, value, Of::Money(coin.currency), Some((from, end, value))))
}

/// 마지막 문제; 마지막으로 is "lastly".
fn last(text: &Text, at: usize) -> Option<Term> {
    let end = text.literal(at, "마지막")?;
    let lastly = text.literal(end, "으로").is_some();
    (!lastly && is_tail(text, end)).then(|| term(at, end, Decimal::NEGATIVE_ONE, Of::Ordinal, None))
}

/// 만 19세: full years.
fn full_age(text: &Text, at: usize) -> Option<Term> {
    let from = text.literal(at, "만").filter(|end| text.at(*end) == Some(' '))? + 1;
    let found = candidates(text, from).iter().find_map(|numeral| age(text, from, numeral))?;
    Some(Term { start: at, ..found })
}
