//! `say-as`: figures and letters read as what the markup says they are, whatever stands around them.
//!
//! In Korean everything becomes words at once, so that no counter behind it changes the number. English keeps its
//! figures, which the English reader takes.

use domain::Language;
use korean::reading;
use roxmltree::Node;

use super::attribute;
use super::wrong::{Wrong, check_attributes};

const KINDS: &str = "characters (spell-out), digits, cardinal (number), ordinal, fraction, date, time, telephone, \
                     currency, unit, address";

/// What is said instead of the element's text.
pub(super) fn words(node: Node<'_, '_>, language: Language) -> Result<String, Wrong> {
    check_attributes(node, &["interpret-as", "format", "detail"])?;
    let kind = attribute(node, "interpret-as").ok_or_else(|| Wrong::missing(node, "interpret-as", "date"))?;
    if let Some(inner) = node.children().find(Node::is_element) {
        return Err(Wrong::at(
            inner,
            "say-as holds text only".into(),
            "say-as 안에는 글자만 쓸 수 있어요".into(),
        ));
    }
    let text = node.text().unwrap_or_default().trim().to_owned();
    let format = attribute(node, "format").unwrap_or_default();
    let korean = language == Language::Korean;
    let read = match kind {
        "characters" | "spell-out" | "verbatim" => spelled(&text, korean),
        "digits" => digits(&text, korean, "영"),
        "telephone" => telephone(&text, korean),
        "ordinal" => ordinal(&text, korean),
        "fraction" => {
            if korean {
                reading::read(&fraction(&text))
            } else {
                text
            }
        }
        "date" => date(&text, format, korean)
            .ok_or_else(|| Wrong::value(node, "format", format, "ymd, mdy, dmy, ym, my, md, dm, y, m, d"))?,
        "cardinal" | "number" | "time" | "currency" | "unit" | "address" => {
            if korean {
                reading::read(&text)
            } else {
                text
            }
        }
        _ => return Err(Wrong::value(node, "interpret-as", kind, KINDS)),
    };
    Ok(read)
}

/// Letter by letter, with a breath where something else stands between them.
fn spelled(text: &str, korean: bool) -> String {
    let mut names = Vec::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let name = match (c, korean) {
            ('-', true) => "하이픈".to_owned(),
            ('_', true) => "밑줄".to_owned(),
            ('.', true) => "점".to_owned(),
            ('/', true) => "슬래시".to_owned(),
            ('#', true) => "샵".to_owned(),
            ('*', true) => "별표".to_owned(),
            (c, true) => reading::read(&c.to_string()).trim().to_owned(),
            (c, false) => c.to_string(),
        };
        names.push(name);
    }
    names.retain(|name| !name.is_empty());
    names.join(if korean { " " } else { ", " })
}

fn digits(text: &str, korean: bool, zero: &str) -> String {
    let digit = |c: char| match (c, korean) {
        ('0', true) => zero.to_owned(),
        (c, true) => reading::read(&c.to_string()),
        (c, false) => format!("{c} "),
    };
    text.chars().filter(char::is_ascii_digit).map(digit).collect::<String>().trim_end().to_owned()
}

/// Group by group; a zero is 공.
fn telephone(text: &str, korean: bool) -> String {
    let plus = if !text.starts_with('+') {
        ""
    } else if korean {
        "플러스 "
    } else {
        "plus "
    };
    let groups = text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty());
    let groups: Vec<String> = groups.map(|group| digits(group, korean, "공")).collect();
    format!("{plus}{}", groups.join(", "))
}

fn ordinal(text: &str, korean: bool) -> String {
    let number: String = text.chars().filter(char::is_ascii_digit).collect();
    if korean {
        return reading::read(&format!("{number}번째"));
    }
    let suffix = match number.as_bytes() {
        [.., b'1', _] => "th",
        [.., b'1'] => "st",
        [.., b'2'] => "nd",
        [.., b'3'] => "rd",
        _ => "th",
    };
    format!("{number}{suffix}")
}

/// 1/2 is said 이분의 일: the lower number first.
fn fraction(text: &str) -> String {
    match text.split_once('/') {
        Some((upper, lower)) => {
            format!("{}분의 {}", reading::read(lower.trim()), reading::read(upper.trim()))
        }
        None => text.to_owned(),
    }
}

/// The numbers of a date in the order that the format tells; none when there is no such format.
fn date(text: &str, format: &str, korean: bool) -> Option<String> {
    let order = if format.is_empty() { guessed(text) } else { format };
    if !["ymd", "mdy", "dmy", "ydm", "ym", "my", "md", "dm", "y", "m", "d"].contains(&order) {
        return None;
    }
    let numbers: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    if numbers.len() != order.len() || !korean {
        return Some(if korean { reading::read(text) } else { text.to_owned() });
    }
    let part = |letter: char, unit: &str| {
        let number = numbers[order.find(letter)?].trim_start_matches('0');
        Some(format!("{number}{unit}"))
    };
    let written: Vec<String> =
        [part('y', "년"), part('m', "월"), part('d', "일")].into_iter().flatten().collect();
    Some(reading::read(&written.join(" ")))
}

/// Korean writes the year first; a date of two numbers is a month and a day.
fn guessed(text: &str) -> &'static str {
    match text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).count() {
        2 => "md",
        1 => "y",
        _ => "ymd",
    }
}
