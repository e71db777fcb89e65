//! Times of day in figures: `3:30`, `15:00`, `07:05:30`, `3:30 PM`. Other pairs with a colon are ratios (`16:9`).

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::pattern;

pub(super) fn read(text: &str) -> String {
    static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(^|[^\d:])(\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?:\s?([AaPp])\.?[Mm]\b\.?)?($|[^\d:])")
    });
    static HALF: LazyLock<Regex> = LazyLock::new(|| pattern(r"(^|\D)(1[0-2]|[1-9])\s?([AaPp])\.?[Mm]\b\.?"));
    static RATIO: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\d)\s?:\s?(\d)"));
    let text = CLOCK.replace_all(text, |found: &Captures| match clock(found) {
        Some(time) => format!("{}{time}{}", &found[1], &found[6]),
        None => found[0].to_owned(),
    });
    let text = HALF.replace_all(&text, |found: &Captures| {
        format!("{}{}{}시", &found[1], half(Some(&found[3])), &found[2])
    });
    RATIO.replace_all(&text, "$1 대 $2").into_owned()
}

fn clock(found: &Captures) -> Option<String> {
    let number = |group: usize| found.get(group).and_then(|digits| digits.as_str().parse::<u8>().ok());
    let hour = number(2).filter(|hour| *hour <= 24)?;
    let mut time = format!("{}{hour}시", half(found.get(5).map(|letter| letter.as_str())));
    for (value, unit) in [(number(3)?, "분"), (number(4).unwrap_or(0), "초")] {
        if value > 0 {
            time += &format!(" {value}{unit}");
        }
    }
    Some(time)
}

fn half(letter: Option<&str>) -> &'static str {
    match letter {
        Some("A" | "a") => "오전 ",
        Some(_) => "오후 ",
        None => "",
    }
}
