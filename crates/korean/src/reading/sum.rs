//! Arithmetic: `3 + 4 = 7` → `삼 더하기 사는 칠`, `1/2` → `이분의 일`, `5²` → `오의 제곱`, `1+1 행사` → `원 플러스 원 행사`.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::number::sino;
use super::rewrite::{Sides, rewrite};
use super::{NUMBER, pattern};
use crate::particle;

pub(super) fn read(text: &str) -> String {
    static FRACTION: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\d{1,4})[/⁄](\d{1,4})"));
    static OFFER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?-u:\b)([12])\+1(\s?(?:행사|상품|이벤트|할인|세일|증정|제품))"));
    static ROOT: LazyLock<Regex> = LazyLock::new(|| pattern(r"√\s?"));
    let text = rewrite(text, &FRACTION, |found, sides| {
        if sides.follows(&["혈압", "혈압은", "혈압이", "혈압도"]) {
            return Some(format!("{}에 {}", &found[1], &found[2]));
        }
        let goes_on = |c: char| c.is_ascii_digit() || matches!(c, '/' | '.');
        let whole =
            !sides.last().is_some_and(goes_on) && !sides.next().is_some_and(|c| goes_on(c) && c != '.');
        let particle =
            |c: char| "에은는이가을를로으도만의과와정예입인".contains(c) || !crate::jamo::is_syllable(c);
        let space = if sides.next().is_none_or(particle) { "" } else { " " };
        whole.then(|| format!("{}분의 {}{space}", &found[2], sino(&found[1])))
    });
    let text = OFFER.replace_all(&text, |found: &Captures| {
        format!("{} 플러스 원{}", if &found[1] == "1" { "원" } else { "투" }, &found[2])
    });
    let text = ROOT.replace_all(&text, "루트 ").replace('π', "파이").replace('∞', "무한대");
    signs(&powers(&text))
}

fn powers(text: &str) -> String {
    static POWER: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"({NUMBER}|\)|(?-u:\b)[A-Za-z])\s?\^\s?(-?{NUMBER}|n)\s?")));
    rewrite(text, &POWER, |found, sides| {
        // The m of a measure: 5㎍/m³.
        if sides.last().is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.')) {
            return None;
        }
        let of = if found[1].starts_with(|c: char| c.is_ascii_digit()) { "의" } else { "" };
        let power = match &found[2] {
            "2" => "제곱".into(),
            "3" => "세제곱".into(),
            other => format!("{other} 제곱").replace('-', "마이너스 "),
        };
        let space = if sides.next().is_some_and(|c| "+-−×*÷/=".contains(c)) { " " } else { "" };
        Some(format!("{}{of} {power}{space}", &found[1]))
    })
}

fn signs(text: &str) -> String {
    // The number behind one sign is the number before the next, so a match ends with the sign.
    static SIGN: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"([\d)%A-Za-z]|제곱|파이)(\s?)([-+×*xX÷/−–])(\s?)"));
    static EQUATION: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"^{NUMBER}\s*[=≈≒]")));
    rewrite(text, &SIGN, |found, sides| {
        let (left, right) = (&found[1], sides.next()?);
        let number = right.is_ascii_digit() || matches!(right, '(' | '√') || sides.behind.starts_with("루트");
        let power = sides
            .behind
            .get(1..)
            .is_some_and(|rest| rest.starts_with(" 제곱") || rest.starts_with(" 세제곱"));
        let letters = left.starts_with(|c: char| c.is_ascii_alphabetic());
        let calculates = (number || power) && !letters;
        let equation = EQUATION.is_match(sides.behind) || left == "제곱";
        let spaced = !found[2].is_empty() && !found[4].is_empty();
        let word = word(&found[3], spaced || equation).filter(|_| calculates && fits(&found[3], left, sides));
        match word {
            Some(word) => Some(format!("{left} {word} ")),
            // The range pass knows it.
            None if calculates && "-−–".contains(&found[3]) => Some(format!("{left}~")),
            None => None,
        }
    })
}

/// An x between letters is a letter.
fn fits(sign: &str, left: &str, sides: Sides) -> bool {
    !matches!(sign, "x" | "X")
        || (left.starts_with(|c: char| c.is_ascii_digit())
            && sides.next().is_some_and(|c| c.is_ascii_digit()))
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

fn word(sign: &str, spaced: bool) -> Option<&'static str> {
    Some(match sign {
        "+" => "더하기",
        "×" | "*" | "x" | "X" => "곱하기",
        "÷" => "나누기",
        "/" if spaced => "나누기",
        // Without spaces it is a range: 3-5일.
        "-" | "−" | "–" if spaced => "빼기",
        _ => return None,
    })
}
