//! Ranges: `3~5개` → `3개에서 5개`, `10~20%` → `10에서 20%`, `9시~18시` → `9시에서 18시`, `서울~부산` → `서울에서 부산`.

use std::sync::LazyLock;

use regex::Regex;

use super::rewrite::rewrite;
use super::{NUMBER, pattern};
use crate::jamo::is_syllable;

pub(super) fn read(text: &str) -> String {
    // These take the native number, which cannot stand without its counter, or change with it (유월).
    static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"({NUMBER})\s?[~∼～]\s?({NUMBER})\s?(시간|시|개월|개국|개|명|살|마리|잔|병|번|권|장|대|가지|곡|달|배|월)($|[^월국])"
        ))
    });
    static WAVE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\s?)[~∼～](\s?)"));
    let text = rewrite(text, &COUNTED, |found, _| {
        let (from, to, counter) = (&found[1], &found[2], &found[3]);
        let whole = matches!(counter, "개월" | "개국");
        // 50~60대 are ages.
        let ages = counter == "대" && from.ends_with('0') && to.ends_with('0');
        let first = if whole || ages { "" } else { counter };
        Some(format!("{from}{first}에서 {to}{counter}{}", &found[4]))
    });
    rewrite(&text, &WAVE, |found, sides| {
        let (last, next) = (sides.last()?, sides.next()?);
        let number = |c: char| c.is_ascii_digit() || "%℃°)".contains(c);
        let even = found[1].is_empty() == found[2].is_empty();
        let words = is_syllable(last) && is_syllable(next) && even && !is_drawn_out(sides.before);
        let numbers = (number(last) || is_syllable(last) && even)
            && (next.is_ascii_digit() || "-−".contains(next))
            || number(last) && is_syllable(next) && even;
        (words || numbers).then(|| "에서 ".to_owned())
    })
}

/// 네~ and 안녕하세요~ are only drawn out.
fn is_drawn_out(before: &str) -> bool {
    const ENDINGS: [&str; 18] = [
        "네", "예", "아", "와", "음", "요", "다", "야", "죠", "자", "녕", "응", "어", "오", "우", "흠", "헐",
        "이",
    ];
    ENDINGS.iter().any(|ending| before.ends_with(ending))
}
