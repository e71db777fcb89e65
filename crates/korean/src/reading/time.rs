//! Times of day in figures: `3:30`, `15:00`, `07:05:30`, `3:30 PM`. Other pairs with a colon are ratios (`16:9`) and
//! scores (`3:2`), or chapter and verse (`요한복음 3:16`).

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::agreement::{PARTICLE, agreeing};
use super::number::sino;
use super::rewrite::{group, rewrite};
use super::{NUMBER, pattern};

pub(super) fn read(text: &str) -> String {
    static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(\d{{1,2}}):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?(?:\s?([AaPp])\.?[Mm](?-u:\b)\.?)?({PARTICLE})?"
        ))
    });
    static HALF: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(^|\D)(1[0-2]|[1-9])\s?([AaPp])\.?[Mm](?-u:\b)\.?"));
    static VERSE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"((?:창세기|출애굽기|시편|잠언|전도서|이사야|[마누요][태가한]복음|마가복음|로마서|고린도[전후]서|에베소서|히브리서|야고보서|계시록)\s?)(\d{1,3}):(\d{1,3})",
        )
    });
    static RATIO: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"({NUMBER})\s?(?::\s?|대)({NUMBER})(?:\s?:\s?({NUMBER}))?")));
    static DASH: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\d:\d\d)\s?[-–]\s?(\d{1,2}:\d\d)"));
    let text = DASH.replace_all(text, "$1~$2");
    let text = VERSE.replace_all(&text, "${1}${2}장 ${3}절");
    let text = rewrite(&text, &CLOCK, |found, sides| {
        let number = |c: char| c.is_ascii_digit() || c == ':';
        let whole = !sides.last().is_some_and(number) && !sides.next().is_some_and(number);
        let score = sides.follows(&["스코어", "점수", "비율"])
            || sides.precedes(&[
                "으로 이",
                "로 이겼",
                "로 졌",
                "으로 졌",
                "로 앞",
                "로 승",
                "로 패",
                "무승부",
            ]);
        let time = clock(found).filter(|_| whole && !score)?;
        let particle = agreeing(&time, group(found, 5));
        Some(time + particle)
    });
    let text = HALF
        .replace_all(&text, |found: &Captures| format!("{}{}{}시", &found[1], half(&found[3]), &found[2]));
    // In words at once, so that no counter behind takes the last number (1대1 대결).
    RATIO
        .replace_all(&text, |found: &Captures| {
            let third = found.get(3).map(|third| format!(" 대 {}", sino(third.as_str()))).unwrap_or_default();
            format!("{} 대 {}{third}", sino(&found[1]), sino(&found[2]))
        })
        .into_owned()
}

fn clock(found: &Captures) -> Option<String> {
    let hour = found[1].parse::<u8>().ok().filter(|hour| *hour <= 24)?;
    let mut time = format!("{}{hour}시", half(group(found, 4)));
    for (digits, unit) in [(group(found, 2), "분"), (group(found, 3), "초")] {
        let value: u8 = digits.parse().unwrap_or(0);
        if value > 0 {
            time += &format!(" {value}{unit}");
        }
    }
    Some(time)
}

fn half(letter: &str) -> &'static str {
    match letter {
        "A" | "a" => "오전 ",
        "" => "",
        _ => "오후 ",
    }
}
