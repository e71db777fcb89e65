//! Numbers before Korean counters: native (세 시, 스물네 개) or Sino-Korean (삼십 분, 이십사 도).
//!
//! The counters are listed in `data/readings/ko/counters.txt`; what is not listed takes the Sino-Korean number.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::number::{self, native, quantity};
use super::table::{self, Table};
use super::{NUMBER, pattern};

static COUNTERS: LazyLock<Table> =
    LazyLock::new(|| table::parse(include_str!("../../../../data/readings/ko/counters.txt")));

pub(super) fn read(text: &str) -> String {
    static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
        let counters = table::alternatives(&COUNTERS);
        pattern(&format!(r"(제\s?)?({}|{NUMBER})\s?({counters})(\s?\S*)", number::QUANTITY))
    });
    static MONTH: LazyLock<Regex> = LazyLock::new(|| pattern(r"(^|[^\d.,])(0?6|10)월"));
    let text = MONTH.replace_all(text, |found: &Captures| {
        format!("{}{}", &found[1], if found[2].ends_with('6') { "유월" } else { "시월" })
    });
    let mut read = text.into_owned();
    // The word behind a counter is part of the match, and may hold the next number.
    loop {
        let next = COUNTED.replace(&read, |found: &Captures| {
            let ordinal = found.get(1).is_some();
            let words = counted(&found[2], &found[3], &found[4], ordinal);
            format!("{}{words}{}", if ordinal { "제" } else { "" }, &found[4])
        });
        if next == read {
            return read;
        }
        read = next.into_owned();
    }
}

/// The number and the counter.
fn counted(number: &str, counter: &str, behind: &str, ordinal: bool) -> String {
    let kind = COUNTERS.get(counter).map_or("sino", String::as_str);
    let value = number.replace(',', "").parse::<u64>().ok();
    let words = match (kind, value) {
        ("joined", _) => return format!("{}{counter}", quantity(number)),
        ("ordinal", Some(1)) => "첫".into(),
        (_, Some(value)) if !ordinal && is_native(kind, value, behind) => native_with_hundreds(value),
        _ => quantity(number),
    };
    // 0 before a month or hour is only writing: 09시.
    let words = if number.len() == 2 && number.starts_with('0') { short(number, kind) } else { words };
    format!("{words} {counter}")
}

fn is_native(kind: &str, value: u64, behind: &str) -> bool {
    match kind {
        "native" | "ordinal" => {
            value > 0 && (value < 100 || (value < 1000 && (1..10).contains(&(value % 100))))
        }
        "hour" => (1..=12).contains(&value),
        "hours" => (1..24).contains(&value),
        // 10대 is an age group; so is every round number below a hundred.
        "vehicle" => {
            (1..100).contains(&value)
                && !value.is_multiple_of(10)
                && !behind.trim_start().starts_with(is_digit)
        }
        // 세 번 happened, while 삼 번 is the name of an exit, a bus, a choice.
        "times" => (1..100).contains(&value) && !is_name(behind),
        _ => false,
    }
}

fn is_name(behind: &str) -> bool {
    const NAMED: [&str; 16] = [
        "출구",
        "버스",
        "국도",
        "문제",
        "채널",
        "게이트",
        "타자",
        "방",
        "홈",
        "마을",
        "좌석",
        "선수",
        "을",
        "은",
        "으로",
        "이",
    ];
    let behind = behind.trim_start();
    NAMED.iter().any(|name| behind.starts_with(name))
        && !behind.starts_with("이나")
        && !behind.starts_with("이상")
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// 백한 개: the hundreds are Sino-Korean, the rest native.
fn native_with_hundreds(value: u64) -> String {
    let hundreds = value - value % 100;
    let head = if hundreds == 0 { String::new() } else { number::sino(&hundreds.to_string()) };
    head + &native(value % 100).unwrap_or_default()
}

fn short(number: &str, kind: &str) -> String {
    let value = number.parse().unwrap_or_default();
    match (kind, native(value)) {
        ("hour" | "hours" | "native", Some(words)) => words,
        _ => number::sino(&value.to_string()),
    }
}
