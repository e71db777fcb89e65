//! Arithmetic: `3 + 4 = 7` → `삼 더하기 사는 칠`, `1/2` → `이분의 일`, `5^2` → `오의 이 제곱`.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{NUMBER, pattern};
use crate::particle;

pub(super) fn read(text: &str) -> String {
    static FRACTION: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(^|[^\d/.])(\d{1,4})[/⁄](\d{1,4})($|[^\d/])"));
    static ROOT: LazyLock<Regex> = LazyLock::new(|| pattern(r"√\s?"));
    static POWER: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"({NUMBER}|\))\s?\^\s?({NUMBER})")));
    static SIGN: LazyLock<Regex> = LazyLock::new(|| pattern(r"([\d)%])(\s?)([-+×*xX÷/−–])(\s?)([\d(√])"));
    let text = FRACTION.replace_all(text, "${1}${3}분의 ${2}${4}");
    let text = ROOT.replace_all(&text, "루트 ");
    let mut text = POWER.replace_all(&text, "$1의 $2제곱").into_owned();
    // The number behind one sign is the number before the next.
    loop {
        let next = SIGN.replace(&text, |found: &Captures| match word(&found[3], &found[2], &found[4]) {
            Some(word) => format!("{} {word} {}", &found[1], &found[5]),
            // Out of the way of the next round; the range pass knows it.
            None => format!("{}~{}", &found[1], &found[5]),
        });
        if next == text {
            return text;
        }
        text = next.into_owned();
    }
}

/// `a = b` is read `a는 b`; the particle goes with the word that is read before it.
pub(super) fn equals(text: &str) -> String {
    static EQUALS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\S+?)\s*([=≈≒])\s*"));
    EQUALS
        .replace_all(text, |found: &Captures| {
            let about = if &found[2] == "=" { "" } else { "약 " };
            format!("{} {about}", particle::attach(&found[1], "은/는"))
        })
        .into_owned()
}

fn word(sign: &str, before: &str, behind: &str) -> Option<&'static str> {
    Some(match sign {
        "+" => "더하기",
        "×" | "*" | "x" | "X" => "곱하기",
        "÷" | "/" => "나누기",
        // Without spaces it is a range: 3-5일.
        "-" | "−" | "–" if !before.is_empty() && !behind.is_empty() => "빼기",
        _ => return None,
    })
}
