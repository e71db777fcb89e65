//! Dates in figures: `2026-11-23`, `2026. 11. 23.`, `11/23(월)`.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::pattern;

pub(super) fn read(text: &str) -> String {
    static FULL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(^|[^\d])((?:19|20|21)\d\d)(?:-|/|\.\s?)(\d{1,2})(?:-|/|\.\s?)(\d{1,2})(\.?)")
    });
    static SHORT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(\d{1,2})[/.](\d{1,2})\.?\s?\(([월화수목금토일])\)"));
    static WEEKDAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"일\s?\(([월화수목금토일])\)"));
    let text = FULL.replace_all(text, |found: &Captures| match date(&found[3], &found[4]) {
        Some(day) => format!("{}{}년 {day}", &found[1], &found[2]),
        None => found[0].to_owned(),
    });
    let text = SHORT.replace_all(&text, |found: &Captures| match date(&found[1], &found[2]) {
        Some(day) => format!("{day} {}요일", &found[3]),
        None => found[0].to_owned(),
    });
    WEEKDAY.replace_all(&text, "일 ${1}요일").into_owned()
}

fn date(month: &str, day: &str) -> Option<String> {
    let (month, day): (u8, u8) = (month.parse().ok()?, day.parse().ok()?);
    let real = (1..=12).contains(&month) && (1..=31).contains(&day);
    real.then(|| format!("{month}월 {day}일"))
}
