//! Single amounts in Korean: `세 개`, `3만 5천 원`, `영하 5도`, `삼분의 이`, `첫 번째`, `1미터 80센티`.

use rust_decimal::Decimal;

use super::{AgeUnit, Amount, Of, Size, Term, bare, counter, currency, measure};
use crate::numeral::korean::candidates;
use crate::numeral::{Form, Numeral};
use crate::text::{Text, is_hangul};

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
    candidates(text, at).iter().find_map(|numeral| whole(text, at, numeral)).map(|term| in_prose(text, term))
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

/// Amounts that a word or sign in front announces.
fn prefixed(text: &Text, at: usize, first: char) -> Option<Term> {
    match first {
        '첫' => first_one(text, at),
        '제' => numbered(text, at),
        '절' | '반' => half(text, at),
        '마' | '끝' | '뒤' | '맨' => from_the_end(text, at).or_else(|| signed(text, at)),
        '영' | '섭' | '화' | '-' | '음' | '빼' => signed(text, at),
        '시' | '초' | '분' => speed(text, at),
        _ => priced(text, at),
    }
}

/// 첫째, 첫 번째.
fn first_one(text: &Text, at: usize) -> Option<Term> {
    let end = text.literal(at, "첫 번째").or_else(|| text.literal(at, "첫째"))?;
    Some(term(at, end, Decimal::ONE, Of::Ordinal, None))
}

/// 제3, 제3회, 제일 장.
fn numbered(text: &Text, at: usize) -> Option<Term> {
    const PARTS: [&str; 12] = ["회", "차", "장", "조", "항", "과", "권", "부", "호", "막", "절", "편"];
    let from = text.past_space(at + 1);
    let numeral = candidates(text, from).into_iter().find(|n| n.form != Form::Native && n.upto.is_none())?;
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
fn half(text: &Text, at: usize) -> Option<Term> {
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
    // 반병, 반통, 반모 may be other words.
    let (name, end) = HALVED.into_iter().find_map(|name| {
        let end = text.literal(from, name).filter(|end| is_tail(text, *end))?;
        (from > at + 1 || name.chars().count() > 1 || matches!(name, "개" | "잔" | "컵"))
            .then_some((name, end))
    })?;
    Some(match super::unit::at(text, from, false).next() {
        Some((named, end)) if name == "근" => term(at, end, half, Of::Measure(named.unit), None),
        _ => term(at, end, half, Of::Count(name.to_owned()), None),
    })
}

/// 끝에서 두 번째.
fn from_the_end(text: &Text, at: usize) -> Option<Term> {
    let from = ["마지막에서", "맨 끝에서", "맨 뒤에서", "끝에서", "뒤에서"]
        .iter()
        .find_map(|word| text.literal(at, word))?;
    let from = text.past_space(from);
    let term = first_one(text, from)
        .or_else(|| candidates(text, from).iter().find_map(|numeral| ordinal(text, from, numeral)))?;
    let size = term.amount.size.map(|value| Some(-value))?;
    Some(Term { start: at, number: None, amount: Amount { size, ..term.amount }, ..term })
}

/// 영하 5도, 마이너스 십이, 섭씨 24도, 화씨 백 도, -3.
fn signed(text: &Text, at: usize) -> Option<Term> {
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

/// 시속 60킬로미터, 초속 20m.
fn speed(text: &Text, at: usize) -> Option<Term> {
    let (from, per_hour) =
        [("시속", 1), ("분속", 60), ("초속", 3600)].iter().find_map(|&(word, factor)| {
            Some((text.past_space(text.literal(at, word)?), Decimal::from(factor)))
        })?;
    candidates(text, from).iter().find_map(|numeral| {
        let (unit, end) =
            measure::name(text, numeral, |unit| matches!(unit.symbol, "km" | "m" | "mi" | "kg" | "kn"))?;
        let (symbol, factor) = match unit.symbol {
            "mi" => ("mph", per_hour),
            "m" if per_hour == Decimal::from(3600) => ("m/s", Decimal::ONE),
            "m" => ("km/h", per_hour.checked_div(1000.into())?),
            _ => ("km/h", per_hour),
        };
        let of = Of::Measure(super::unit::by_symbol(symbol)?);
        let value = numeral.value.checked_mul(factor)?;
        Some(term(at, end, value, of, Some((from, numeral.end, numeral.value))))
    })
}

/// ₩5,000, $5.50, USD 20, $3백만.
fn priced(text: &Text, at: usize) -> Option<Term> {
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

/// 삼분의 이, 3분의 2, 1과 2분의 1.
fn fraction(text: &Text, at: usize, below: &Numeral) -> Option<Term> {
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
    Some(term(at, end, share, Of::Number, None))
}

fn share(text: &Text, below: &Numeral) -> Option<(Decimal, usize)> {
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
fn percent(text: &Text, at: usize, numeral: &Numeral) -> Option<Term> {
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

/// 세 번째, 3번째, 둘째, 스물한째.
fn ordinal(text: &Text, at: usize, numeral: &Numeral) -> Option<Term> {
    let named = text.literal(text.past_space(numeral.end), "번째");
    let end = named.or_else(|| {
        text.literal(numeral.end, "째").filter(|end| numeral.form == Form::Native && is_tail(text, *end))
    })?;
    let certain = numeral.form != Form::Sino || numeral.letters > 1 || numeral.value >= Decimal::TEN;
    certain.then(|| sized(at, end, numeral, Of::Ordinal))
}

/// 만 원, 3만 5천 원, 20달러, 천원짜리; 5달러 30센트.
fn money(text: &Text, at: usize, numeral: &Numeral) -> Option<Term> {
    let (value, end, coin) = coins(text, numeral)?;
    let mut found = term(at, end, value, Of::Money(coin.currency), Some((at, numeral.end, numeral.value)));
    if let Some(upto) = numeral.upto {
        found.amount.size = super::range::closed(numeral.value, upto);
        found.number = None;
    }
    let from = text.past_space(end);
    let more = candidates(text, from).into_iter().find_map(|numeral| coins(text, &numeral));
    if let Some((value, end, _)) =
        more.filter(|(_, _, rest)| rest.currency == coin.currency && rest.share < coin.share)
    {
        found.amount.size = found.amount.size.map(|size| size.checked_add(value))?;
        found.end = end;
    }
    Some(found)
}

fn coins(text: &Text, numeral: &Numeral) -> Option<(Decimal, usize, currency::Coin)> {
    let from = text.past_space(numeral.end);
    let (coin, end) = currency::at(text, from)?;
    let name = text.slice(from..end);
    // 파운드 and 불 stand for other things too; 원 after one letter is a member, a garden.
    let single = name.chars().count() == 1;
    let certain = match numeral.form {
        Form::Figure => true,
        Form::Sino if single => numeral.letters > 1 || numeral.value >= Decimal::ONE_HUNDRED,
        Form::Sino => numeral.letters > 1 || numeral.value != Decimal::TWO || from == numeral.end,
        Form::Native => !single,
        Form::English => false,
    };
    // 십만원대: thereabouts.
    (certain && (is_end(text, end) || text.at(end) == Some('대'))).then_some(())?;
    Some((numeral.value.checked_mul(coin.share)?, end, coin))
}

/// 다섯 살, 서른다섯 살, 35세.
fn age(text: &Text, at: usize, numeral: &Numeral) -> Option<Term> {
    let from = text.past_space(numeral.end);
    let end = match text.at(from)? {
        '살' if numeral.form != Form::Sino || numeral.letters > 1 || numeral.value >= Decimal::TEN => {
            from + 1
        }
        '세' if numeral.form == Form::Figure || numeral.form == Form::Sino && numeral.letters > 1 => {
            from + 1
        }
        _ => return None,
    };
    let rest = text.rest_of_word(end);
    let fits = is_end(text, end)
        || ["배기", "때", "부터", "된", "아이", "아들", "딸", "여성", "남성", "이상"]
            .iter()
            .any(|word| rest.starts_with(&word.chars().collect::<Vec<_>>()));
    fits.then(|| sized(at, end, numeral, Of::Age(AgeUnit::Year)))
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
    let mut found = sized(at, behind, numeral, Of::Count(counter.name.to_owned()));
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

pub(super) fn number(at: usize, numeral: &Numeral) -> Term {
    let mut found = sized(at, numeral.end, numeral, Of::Number);
    found.number = None;
    found
}

/// The amount of a numeral that may itself be a range.
pub(super) fn sized(at: usize, end: usize, numeral: &Numeral, of: Of) -> Term {
    match numeral.upto {
        None => term(at, end, numeral.value, of, Some((at, numeral.end, numeral.value))),
        Some(upto) => {
            let size = super::range::closed(numeral.value, upto);
            Term { start: at, end, amount: Amount { size, of, about: false }, number: None }
        }
    }
}

pub(super) fn term(
    start: usize,
    end: usize,
    value: Decimal,
    of: Of,
    number: Option<(usize, usize, Decimal)>,
) -> Term {
    Term { start, end, amount: Amount { size: Size::Exactly(value), of, about: false }, number }
}

/// Only particles and endings follow in this word.
pub(super) fn is_tail(text: &Text, end: usize) -> bool {
    let rest = text.rest_of_word(end);
    rest.is_empty() || (rest.len() <= 12 && korean::written::is_tail(&rest.iter().collect::<String>()))
}

/// A counter or unit ends here: particles follow, a number, or without a space what is done with so many.
pub(super) fn is_end(text: &Text, end: usize) -> bool {
    const VERBS: &str = "주세 주문 줘 주라 주시 주십 시켜 시킬 시키 추가 예약 담아 보내 결제 송금 이체 사줘 사고 사서 더 빼 있 없 넣 먹 \
                         마시 마셔 필요 넘 남 들었 들어 안팎 안돼 중에 중 이서 서 짜리 어치 들이 분량 치 이내 값 만들 찾 구해 구매 켜 꺼 \
                         올려 내려 올라 내렸 높 낮 맞춰 설정 했 할 하고 해 받 샀 살게 찍 뽑 가져 챙 입 같 남았 됐 되 돼 밖 빌 반 \
                         할인 내외 대의 갔 왔 달라 달리 뛰 걸";
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
