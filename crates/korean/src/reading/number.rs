//! Numbers as words: Sino-Korean (이십사), native (스물넷, 스물네), digit by digit (공일공).

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{NUMBER, pattern};

const DIGITS: [&str; 10] = ["영", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"];
/// The names of ten thousand to the power 0, 1, 2, ...
const MYRIADS: [&str; 6] = ["", "만", "억", "조", "경", "해"];

/// A sign in front of a number becomes a word: `-5도` → `영하 5도`, `-5` → `마이너스 5`.
pub(super) fn signs(text: &str) -> String {
    static COLD: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(^|[\s(~])[-−]({NUMBER}\s?(?:도|°C|°))")));
    static COLD_TWICE: LazyLock<Regex> = LazyLock::new(|| pattern(r"영하\s영하"));
    static BOTH: LazyLock<Regex> = LazyLock::new(|| pattern(r"±\s?(\d)"));
    static MINUS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(^|[\s(=])[-−](\d)"));
    static PLUS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(^|[\s(])\+(\d)"));
    static DAYS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bD\s?([-+])\s?(\d)"));
    let text = COLD.replace_all(text, "${1}영하 $2");
    let text = COLD_TWICE.replace_all(&text, "영하");
    let text = DAYS.replace_all(&text, |found: &Captures| {
        format!("디 {} {}", if &found[1] == "-" { "마이너스" } else { "플러스" }, &found[2])
    });
    let text = BOTH.replace_all(&text, "플러스마이너스 $1");
    let text = MINUS.replace_all(&text, "${1}마이너스 $2");
    PLUS.replace_all(&text, "${1}플러스 $2").into_owned()
}

/// Whatever number is left.
pub(super) fn read(text: &str) -> String {
    static LEFT: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("{QUANTITY}|{NUMBER}")));
    LEFT.replace_all(text, |found: &Captures| quantity(&found[0])).into_owned()
}

/// A number with the big units of Korean writing behind its parts: 3만 5천, 1억 2000만.
pub(super) const QUANTITY: &str =
    r"(?:\d[\d,]*(?:\.\d+)?[십백천만억조경]+(?:\s?\d[\d,]*[십백천만억조경]+)*(?:\s?\d{1,4})?)";

/// The Sino-Korean words of a number or quantity.
pub(super) fn quantity(text: &str) -> String {
    static PART: LazyLock<Regex> = LazyLock::new(|| pattern(r"([\d,]+(?:\.\d+)?)([십백천만억조경]*)(\s?)"));
    let words = PART.replace_all(text, |part: &Captures| {
        // The ten thousands are a word: 3만5천 is 삼만 오천.
        let space = if part[2].contains(['만', '억', '조', '경']) { " " } else { &part[3] };
        match (&part[1], part[2].chars().next()) {
            // 1만 is 만, while 1억 is 일억.
            ("1", Some('십' | '백' | '천' | '만')) => format!("{}{space}", &part[2]),
            (number, _) => format!("{}{}{space}", sino(number), &part[2]),
        }
    });
    words.trim_end().to_owned()
}
/// A number in Sino-Korean words, a space between the ten thousands: 만 이천삼백사십오, 삼 점 일사.
pub(super) fn sino(number: &str) -> String {
    let plain = number.replace(',', "");
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    let whole =
        if whole.len() > 1 && whole.starts_with('0') { digitwise(whole, "공") } else { whole_number(whole) };
    if decimals.is_empty() { whole } else { format!("{whole} 점 {}", digitwise(decimals, "영")) }
}

/// Each digit by itself.
pub(super) fn digitwise(digits: &str, zero: &str) -> String {
    let name = |digit: usize| if digit == 0 { zero } else { DIGITS[digit] };
    digits.chars().filter_map(|c| c.to_digit(10)).map(|digit| name(digit as usize)).collect()
}

/// A native number before a counter, up to 99: 한, 스무, 스물네.
pub(super) fn native(number: u64) -> Option<String> {
    const ONES: [&str; 10] = ["", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"];
    const TENS: [&str; 10] = ["", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"];
    match number {
        20 => Some("스무".into()),
        1..=99 => {
            let number = usize::try_from(number).ok()?;
            Some(format!("{}{}", TENS[number / 10], ONES[number % 10]))
        }
        _ => None,
    }
}

fn whole_number(digits: &str) -> String {
    if digits.len() > 4 * MYRIADS.len() {
        return digitwise(digits, "공");
    }
    let groups = digits.as_bytes().rchunks(4).rev();
    let count = groups.len();
    let words: Vec<String> = groups
        .enumerate()
        .map(|(i, group)| (below_ten_thousand(group), MYRIADS[count - 1 - i]))
        .filter(|(words, _)| !words.is_empty())
        .map(
            |(words, myriad)| {
                if (words.as_str(), myriad) == ("일", "만") { "만".into() } else { words + myriad }
            },
        )
        .collect();
    if words.is_empty() { DIGITS[0].into() } else { words.join(" ") }
}

/// Up to four digits; a one is silent before 십, 백 and 천. Nothing for zero.
fn below_ten_thousand(digits: &[u8]) -> String {
    const PLACES: [&str; 4] = ["", "십", "백", "천"];
    let places = PLACES[..digits.len()].iter().rev();
    let mut words = String::new();
    for (digit, place) in digits.iter().map(|digit| usize::from(digit - b'0')).zip(places) {
        match digit {
            0 => {}
            1 if !place.is_empty() => words.push_str(place),
            _ => words.extend([DIGITS[digit], *place]),
        }
    }
    words
}
