//! Korean numbers, with the spaces that speakers and recognisers set inside them: `십이만 삼천`, `3만 5천`, `열 두`.

use rust_decimal::Decimal;

use super::{Form, Numeral};
use crate::text::Text;

/// Longer numbers are no numbers.
const MOST_LETTERS: usize = 40;

/// So many shorter readings are tried: `이십이` in `이십이상` is twenty.
const SHORTER: usize = 3;

/// What the letters at `at` can mean, the longest first.
pub(crate) fn candidates(text: &Text, at: usize) -> Vec<Numeral> {
    let mut found: Vec<Numeral> = between(text, at).into_iter().collect();
    let (letters, places) = joined(text, at);
    let mut length = letters.len();
    while length > 0 && found.len() <= SHORTER {
        let Some(numeral) = one(&letters[..length], &places) else { break };
        length = numeral.letters - 1;
        if !found.iter().any(|known| known.end == numeral.end) {
            found.push(numeral);
        }
    }
    found.sort_by_key(|numeral| std::cmp::Reverse(numeral.end));
    found
}

fn one(letters: &[char], places: &[usize]) -> Option<Numeral> {
    let read = korean::numeral::read(letters)?;
    let value = Decimal::try_from_i128_with_scale(read.mantissa, read.scale).ok()?.normalize();
    let form = match letters.first()? {
        c if c.is_ascii_digit() || *c == '.' => Form::Figure,
        _ if read.native => Form::Native,
        _ => Form::Sino,
    };
    // 만두 is food, and 만 세 살 a full three years.
    if read.native && read.mantissa >= 10_000 {
        return one(&letters[..read.length - 1], places);
    }
    let value = thousands_of_ten_thousands(&letters[..read.length], value);
    Some(Numeral { value, upto: None, form, letters: read.length, end: places[read.length - 1] + 1 })
}

/// 1억 5천 leaves out a 만: it is a hundred and fifty million.
fn thousands_of_ten_thousands(letters: &[char], value: Decimal) -> Decimal {
    let hundred_million = Decimal::from(100_000_000);
    let behind = letters.iter().position(|c| *c == '억').map(|at| &letters[at + 1..]);
    let left_out = behind.is_some_and(|rest| rest.last() == Some(&'천') && !rest.contains(&'만'));
    let rest = value % hundred_million;
    if left_out { value - rest + rest * Decimal::from(10_000) } else { value }
}

/// The letters of the number that may begin at `at`, without the spaces that may be inside a number, and where each
/// stands.
fn joined(text: &Text, at: usize) -> (Vec<char>, Vec<usize>) {
    let (mut letters, mut places) = (Vec::new(), Vec::new());
    let mut place = at;
    while letters.len() < MOST_LETTERS {
        let Some(c) = text.at(place) else { break };
        if c == ' ' {
            let (before, next) = (letters.last().copied(), text.at(place + 1));
            if !before.zip(next).is_some_and(|(before, next)| spaced(text, place, before, next)) {
                break;
            }
            place += 1;
            continue;
        }
        if !is_numeral(c) {
            break;
        }
        letters.push(c);
        places.push(place);
        place += 1;
    }
    (letters, places)
}

/// A space inside a number: after a multiplier or a native ten, before a large multiplier, around the decimal point.
fn spaced(text: &Text, space: usize, before: char, next: char) -> bool {
    let digit = |c: char| "영공일이삼사오육륙칠팔구".contains(c);
    let small = |c: char| "십백천".contains(c);
    let large = |c: char| "만억조".contains(c);
    let after = text.at(space + 2);
    match (before, next) {
        (b, '점') if digit(b) || b == '십' => {
            after.is_some_and(|c| digit(if c == ' ' { text.at(space + 3).unwrap_or(c) } else { c }))
        }
        // 이천 이십육, 삼만 오천, 3만 5천; but 백 이상, 만 일 is left to what is read behind.
        (b, n) if large(b) => n.is_ascii_digit() || digit(n) || small(n),
        (b, n) if small(b) => {
            (digit(n) && after.is_some_and(|c| small(c) || large(c) || digit(c)))
                || (small(n) && small_follows(b, n))
                || large(n)
                || (n.is_ascii_digit() && text.before(space - 1).is_some_and(|c| c.is_ascii_digit()))
                || native_begins(n)
                || "열스서마쉰예".contains(n)
        }
        ('열' | '물' | '른' | '흔' | '쉰' | '순' | '든', n) => native_begins(n),
        ('점', n) => digit(n),
        (b, n) if digit(b) || b.is_ascii_digit() => {
            large(n) && after != Some('약') || n == '천' && b.is_ascii_digit()
        }
        _ => false,
    }
}

/// 천 백, 백 십.
fn small_follows(before: char, next: char) -> bool {
    matches!((before, next), ('천', '백' | '십') | ('백', '십'))
}

fn native_begins(c: char) -> bool {
    "하한둘두셋세넷네다여일아".contains(c) && c != '일'
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || ",.영공일이삼사오육륙칠팔구십백천만억조경점열스물무서른마흔쉰예순여든아하나한둘두셋세석넷네넉다섯곱덟덜홉".contains(c)
}

/// Two neighbouring numbers said in one breath.
const BETWEEN: &[(&str, i64, i64)] = &[
    ("한두", 1, 2),
    ("한둘", 1, 2),
    ("두세", 2, 3),
    ("두셋", 2, 3),
    ("두서너", 2, 4),
    ("두어", 2, 3),
    ("서너", 3, 4),
    ("세네", 3, 4),
    ("서넛", 3, 4),
    ("너덧", 4, 5),
    ("너댓", 4, 5),
    ("네다섯", 4, 5),
    ("네댓", 4, 5),
    ("대여섯", 5, 6),
    ("대엿", 5, 6),
    ("다섯여섯", 5, 6),
    ("예닐곱", 6, 7),
    ("여섯일곱", 6, 7),
    ("일고여덟", 7, 8),
    ("일여덟", 7, 8),
    ("일곱여덟", 7, 8),
    ("여덟아홉", 8, 9),
    ("엳아홉", 8, 9),
];

const NEIGHBOURS: &[(&str, i64)] = &[
    ("일이", 1),
    ("이삼", 2),
    ("삼사", 3),
    ("사오", 4),
    ("오륙", 5),
    ("오육", 5),
    ("육칠", 6),
    ("칠팔", 7),
    ("팔구", 8),
];

/// `두세`, `열두세`, `이삼십`, `사오만`, `2, 3`.
fn between(text: &Text, at: usize) -> Option<Numeral> {
    let tens = TENS.iter().find_map(|&(word, ten)| Some((ten, text.literal(at, word)?)));
    let (ten, from) = tens.unwrap_or((0, at));
    let native = BETWEEN
        .iter()
        .filter_map(|&(word, low, high)| Some((low, high, text.literal(from, word)?)))
        .max_by_key(|(.., end)| *end);
    if let Some((low, high, end)) = native {
        return Some(numeral((ten + low).into(), (ten + high).into(), Form::Native, at, end));
    }
    let ten = if text.at(at) == Some('십') { 10 } else { 0 };
    let from = at + usize::from(ten > 0);
    let (low, from) = NEIGHBOURS.iter().find_map(|&(word, low)| Some((low, text.literal(from, word)?)))?;
    let (mut factor, mut end) = (Decimal::ONE, from);
    for (letter, size) in [('십', 10_u64), ('백', 100), ('천', 1000), ('만', 10_000), ('억', 100_000_000)]
    {
        if ten == 0 && text.at(end) == Some(letter) {
            factor = factor.checked_mul(size.into())?;
            end += 1;
        }
    }
    let ten = Decimal::from(ten);
    Some(numeral(
        ten + Decimal::from(low) * factor,
        ten + Decimal::from(low + 1) * factor,
        Form::Sino,
        at,
        end,
    ))
}

const TENS: &[(&str, i64)] = &[
    ("열", 10),
    ("스물", 20),
    ("서른", 30),
    ("마흔", 40),
    ("쉰", 50),
    ("예순", 60),
    ("일흔", 70),
    ("여든", 80),
    ("아흔", 90),
];

fn numeral(low: Decimal, high: Decimal, form: Form, at: usize, end: usize) -> Numeral {
    Numeral { value: low, upto: Some(high), form, letters: end - at, end }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &[(&str, &str)]) {
        let text = Text::new(source);
        let found: Vec<(String, &str)> = candidates(&text, 0)
            .iter()
            .map(|n| {
                let upto = n.upto.map_or(String::new(), |upto| format!("..{upto}"));
                (format!("{}{upto}", n.value), text.slice(0..n.end))
            })
            .collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(value, slice)| (value.as_str(), *slice)).collect();
        assert_eq!(found.get(..expected.len()), Some(expected), "{source}: {found:?}");
    }

    #[test]
    fn the_longest_reading_comes_first() {
        check("십이만 삼천 명", &[("123000", "십이만 삼천")]);
        check("3만 5천원", &[("35000", "3만 5천")]);
        check("2천5백 개", &[("2500", "2천5백")]);
        check("삼십이점오 도", &[("32.5", "삼십이점오")]);
        check("삼 점 일사", &[("3.14", "삼 점 일사")]);
        check("열 두 개", &[("12", "열 두")]);
        check("백 스물 세 명", &[("123", "백 스물 세")]);
        check("이십이상", &[("22", "이십이"), ("20", "이십")]);
        check("3 5", &[("3", "3")]);
        check("삼 사", &[("3", "삼")]);
        check("두세 개", &[("2..3", "두세")]);
        check("열두세 명", &[("12..13", "열두세")]);
        check("이삼십 명", &[("20..30", "이삼십")]);
        check("만두 세 개", &[("10000", "만")]);
        check("일억 이천만 원", &[("120000000", "일억 이천만")]);
        check("3 만 원", &[("30000", "3 만")]);
    }
}
