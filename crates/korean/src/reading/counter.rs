//! Numbers before Korean counters: native (세 시, 스물네 개) or Sino-Korean (삼십 분, 이십사 도).
//!
//! The counters are listed in `data/readings/ko/counters.txt`; what is not listed takes the Sino-Korean number.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::number::{self, native, quantity};
use super::rewrite::{Sides, rewrite};
use super::table::{self, Table};
use super::{NUMBER, pattern};

static COUNTERS: LazyLock<Table> =
    LazyLock::new(|| table::parse(include_str!("../../../../data/readings/ko/counters.txt")));

pub(super) fn read(text: &str) -> String {
    static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
        let counters = table::alternatives(&COUNTERS);
        pattern(&format!(r"(제\s?)?({}|{NUMBER})\s?({counters})", number::QUANTITY))
    });
    static MONTH: LazyLock<Regex> = LazyLock::new(|| pattern(r"(^|[^\d.])(0?6|10)월"));
    let text = MONTH.replace_all(text, |found: &Captures| {
        format!("{}{}", &found[1], if found[2].ends_with('6') { "유월" } else { "시월" })
    });
    rewrite(&text, &COUNTED, |found, sides| {
        let ordinal = found.get(1).is_some();
        // No month: 2002 월드컵.
        if &found[3] == "월" && sides.next() == Some('드') {
            return None;
        }
        let words = counted(&found[2], &found[3], sides, ordinal)?;
        let space = if sides.next().is_some_and(|c| c.is_ascii_digit()) { " " } else { "" };
        Some(format!("{}{words}{space}", if ordinal { "제" } else { "" }))
    })
}

/// The number and the counter; none if the number is read as any other.
fn counted(number: &str, counter: &str, sides: Sides, ordinal: bool) -> Option<String> {
    let kind = COUNTERS.get(counter).map_or("sino", String::as_str);
    let value = number.replace(',', "").parse::<u64>().ok();
    let words = match (kind, value) {
        ("joined", _) => return Some(format!("{}{counter}", quantity(number))),
        // An article of law, while 1조 is a number.
        ("article", _) if !ordinal => return None,
        ("ordinal", Some(1)) => "첫".into(),
        (_, Some(value)) if !ordinal && is_native(kind, value, sides) => native_with_hundreds(value),
        _ => quantity(number),
    };
    // 0 before a month or hour is only writing: 09시.
    let words = if number.len() == 2 && number.starts_with('0') { short(number, kind) } else { words };
    Some(format!("{words} {counter}"))
}

fn is_native(kind: &str, value: u64, sides: Sides) -> bool {
    match kind {
        "native" | "ordinal" => {
            value > 0 && (value < 100 || (value < 1000 && (1..10).contains(&(value % 100))))
        }
        "hour" => (1..=12).contains(&value),
        "hours" => (1..24).contains(&value),
        "few" => (1..=10).contains(&value),
        "tens" => (1..100).contains(&value),
        // 10대 is an age group; so is every round number below a hundred.
        "vehicle" => {
            (1..100).contains(&value)
                && !value.is_multiple_of(10)
                && !sides.precedes(&["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"])
        }
        // 세 번 happened, while 삼 번 is the name of an exit, a bus, a choice.
        "times" => (1..100).contains(&value) && !is_name(sides),
        _ => false,
    }
}

/// Whether what stands around 3번 makes it a name.
fn is_name(sides: Sides) -> bool {
    const BEHIND: [&str; 25] = [
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
        "트랙",
        "칸",
        "승강장",
        "창구",
        "타이머",
        "알람",
        "메모",
        "기기",
        "항목",
    ];
    const BEFORE: [&str; 18] = [
        "정답은",
        "정답",
        "답은",
        "답",
        "보기",
        "채널",
        "문제",
        "문항",
        "반",
        "출구",
        "기호",
        "등번호",
        "국도",
        "답이",
        "보기는",
        "번호",
        "채널은",
        "선택지",
    ];
    sides.follows(&BEFORE) || sides.precedes(&BEHIND) && !sides.precedes(&["이나", "이상", "이면 ", "이고"])
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
