//! Dates in figures: `2026-11-23`, `2026. 11. 23.`, `26.11.23`, `11/23(월)`, `월~금`.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::pattern;
use super::rewrite::rewrite;

pub(super) fn read(text: &str) -> String {
    let text = full(text);
    let text = short(&text);
    weekdays(&text)
}

fn full(text: &str) -> String {
    static FULL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"((?:19|20|21)\d\d)(?:-|/|\.\s?)(\d{1,2})(?:-|/|\.\s?)(\d{1,2})(?-u:\b)(\.?)(?:T(?-u:\b))?")
    });
    static TWO_DIGITS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"['’]?(?-u:\b)(\d\d)\.(\d\d)\.(\d\d)(?-u:\b)(\.?)"));
    static MONTH: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?-u:\b)((?:19|20)\d\d)[-/](0[1-9]|1[0-2])(?-u:\b)"));
    static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"['’](\d\d)(년|학번)"));
    let text = rewrite(text, &FULL, |found, sides| {
        let day = date(&found[2], &found[3]).filter(|_| !touches(sides.last(), sides.next()))?;
        Some(format!("{}년 {day}", &found[1]))
    });
    let text = rewrite(&text, &TWO_DIGITS, |found, sides| {
        let day = date(&found[2], &found[3]).filter(|_| !touches(sides.last(), sides.next()))?;
        Some(format!("{}년 {day}", &found[1]))
    });
    let text = rewrite(&text, &MONTH, |found, sides| {
        let month: u8 = found[2].parse().ok()?;
        (!touches(sides.last(), sides.next())).then(|| format!("{}년 {month}월", &found[1]))
    });
    YEAR.replace_all(&text, "$1$2").into_owned()
}

fn short(text: &str) -> String {
    static NAMED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(\d{1,2})[/.](\d{1,2})\.?\s?\(([월화수목금토일])\)"));
    static BARE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u:\b)(\d{1,2})/(\d{1,2})(?-u:\b)"));
    let text = NAMED.replace_all(text, |found: &Captures| match date(&found[1], &found[2]) {
        Some(day) => format!("{day} {}요일", &found[3]),
        None => found[0].to_owned(),
    });
    rewrite(&text, &BARE, |found, sides| {
        let (month, day): (u8, u8) = (found[1].parse().ok()?, found[2].parse().ok()?);
        let date = date(&found[1], &found[2]).filter(|_| !touches(sides.last(), sides.next()))?;
        // 3/4 is a part, 11/23 and 12/5 are days; what is measured is a part in any case.
        let part = month == 1 || (month < day && day <= 12) || (month < 10 && matches!(day, 16 | 20));
        let measured =
            sides.precedes(&["컵", "정도", "인치", "박자", "쯤", "의", "로 ", "수준", "배", "=", "+"]);
        (!part && !measured && !sides.last().is_some_and(|c| "+-×÷=".contains(c))).then_some(date)
    })
}

fn weekdays(text: &str) -> String {
    static SPAN: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"([월화수목금토일])(?:요일)?\s?[~∼～-]\s?([월화수목금토일])(요일)?"));
    static BRACKETS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s?\(([월화수목금토일])(?:요일)?\)"));
    let text = rewrite(text, &SPAN, |found, sides| {
        let word = |c: Option<char>| c.is_some_and(crate::jamo::is_syllable);
        let alone = !word(sides.last()) && (found.get(3).is_some() || !word(sides.next()));
        alone.then(|| format!("{}요일에서 {}요일", &found[1], &found[2]))
    });
    rewrite(&text, &BRACKETS, |found, sides| {
        let space = if sides.before.trim().is_empty() { "" } else { " " };
        let joined = sides.next().is_none_or(|c| !c.is_alphanumeric() || crate::jamo::is_syllable(c));
        joined.then(|| format!("{space}{}요일", &found[1]))
    })
}

/// Whether a number goes on at either side.
fn touches(last: Option<char>, next: Option<char>) -> bool {
    let goes_on = |c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | '.');
    last.is_some_and(goes_on) || next.is_some_and(|c| goes_on(c) && c != '.')
}

fn date(month: &str, day: &str) -> Option<String> {
    let (month, day): (u8, u8) = (month.parse().ok()?, day.parse().ok()?);
    let real = (1..=12).contains(&month) && (1..=31).contains(&day);
    real.then(|| format!("{month}월 {day}일"))
}
