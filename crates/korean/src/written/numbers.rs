//! Numbers become digits where they are numbers: before a counter (`스물네 개`), as a share (`삼분의 일`), with a decimal
//! point (`영 점 오`), as a score (`삼 대 일`), by themselves (`백이십`). What stays is in `data/writing/ko/keep.txt`.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::bare;
use super::counter::{self, Before, Counter};
use super::figure::{commas, grouped};
use super::number::{self, Kind, Number};
use super::relation;
use super::tail::is_tail;
use super::text::Letters;
use crate::rewrite::Edit;

/// A place that is written in digits.
pub(super) struct Found {
    pub text: String,
    pub end: usize,
    pub counter: Option<&'static str>,
}

pub(super) fn write(text: &str) -> Vec<Edit> {
    let letters = Letters::of(text);
    let mut edits = Vec::new();
    // Where the last number ended, and its counter.
    let mut last = (usize::MAX, None);
    let mut at = 0;
    while at < letters.len() {
        let Some(ordinal) = beginning(&letters, at, last.0) else {
            at += 1;
            continue;
        };
        if let Some(end) = kept(&letters, at) {
            at = end;
            continue;
        }
        let adjacent = last.0 == at || (last.0 < at && letters.past_space(last.0) == at);
        let before = Before { counter: last.1.filter(|_| adjacent), ordinal };
        match find(&letters, at, before) {
            Some(found) => {
                // 3월4일 and 오전10시 get their space.
                let glued = at > 0
                    && letters.chars()[at - 1].is_alphanumeric()
                    && (at == last.0 || prefix(&letters, at));
                let text = format!("{}{}", if glued { " " } else { "" }, found.text);
                edits.push(Edit { source: letters.bytes(at..found.end), text });
                at = found.end;
                last = (at, found.counter);
            }
            None => at = past(&letters, at),
        }
    }
    edits
}

/// `3시 반` → `3시 30분`, once the hours are digits.
pub(super) fn halves(text: &str) -> Vec<Edit> {
    static HALF: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\d시(?:간)?(\s?반)([가-힣]*)").expect("a constant pattern, covered by the golden files")
    });
    let halves = HALF.captures_iter(text).filter(|found: &Captures| is_tail(&found[2]));
    halves.filter_map(|found| Some(Edit { source: found.get(1)?.range(), text: " 30분".into() })).collect()
}

/// Whether a number may begin here, and whether 제 makes it an ordinal.
fn beginning(text: &Letters, at: usize, last: usize) -> Option<bool> {
    let c = text.get(at)?;
    let previous = at.checked_sub(1).and_then(|i| text.get(i));
    if c.is_ascii_digit() {
        // Parts of other notations (1.2, 3:30, 010-1234) and of names (A4) are not numbers by themselves.
        let free = previous.is_none_or(|p| !p.is_ascii_alphanumeric() && !is_joint(text, at));
        return free.then_some(word_before(text, at) == "제");
    }
    if !('가'..='힣').contains(&c) {
        return None;
    }
    if at == last || previous.is_none_or(|p| !p.is_alphanumeric()) {
        let ordinal = text.previous_word(at) == "제";
        return Some(ordinal);
    }
    if word_before(text, at) == "제" {
        return Some(true);
    }
    prefix(text, at).then_some(false)
}

/// A word before times and measures that may be written together with them.
fn prefix(text: &Letters, at: usize) -> bool {
    ["오전", "오후", "영하", "영상", "시속", "지하"].contains(&word_before(text, at))
}

/// The beginning of the word that goes on here, or its last letters.
fn word_before<'a>(text: &Letters<'a>, at: usize) -> &'a str {
    let length = (0..at).rev().take(4).take_while(|&i| text.chars()[i].is_alphanumeric()).count();
    text.slice(at - length..at)
}

/// The sign before this digit has a digit before it, too.
fn is_joint(text: &Letters, at: usize) -> bool {
    let digit = |i: Option<usize>| i.and_then(|i| text.get(i)).is_some_and(|c| c.is_ascii_alphanumeric());
    at.checked_sub(1).and_then(|i| text.get(i)).is_some_and(|c| ".,:-/~·".contains(c))
        && digit(at.checked_sub(2))
}

/// Past what begins here and is no number: digits as a whole.
fn past(text: &Letters, at: usize) -> usize {
    let digits = (at..text.len()).take_while(|&i| text.chars()[i].is_ascii_digit()).count();
    at + digits.max(1)
}

/// The end of a word or phrase that stays as it is.
pub(super) fn kept(text: &Letters, at: usize) -> Option<usize> {
    static KEPT: LazyLock<Vec<(&str, bool)>> = LazyLock::new(|| {
        let lines = include_str!("../../../../data/writing/ko/keep.txt").lines();
        let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.map(|line| line.strip_suffix('*').map_or((line, false), |phrase| (phrase, true))).collect()
    });
    let rest = text.rest(at);
    KEPT.iter().filter(|(phrase, _)| rest.starts_with(phrase)).find_map(|(phrase, open)| {
        let end = at + phrase.chars().count();
        (*open || is_tail(text.rest_of_word(end))).then_some(end)
    })
}

fn find(text: &Letters, at: usize, before: Before) -> Option<Found> {
    if let Some(found) = month(text, at).or_else(|| relation::approximate(text, at)) {
        return Some(found);
    }
    // 몇 만 원
    if ["몇", "수", "여러"].contains(&text.previous_word(at)) {
        return None;
    }
    let mut numbers = number::candidates(text, at);
    numbers.retain(|number| is_likely(text, at, number));
    let numbers = &numbers[..];
    let expected = bare::is_expected(text, at, numbers);
    let whole =
        |number: &Number| relation::write(text, at, number).or_else(|| counted(text, at, number, before));
    let bare = |number: &Number| bare::write(text, at, number, before, expected);
    if expected && let Some(found) = numbers.iter().find_map(|number| whole(number).or_else(|| bare(number)))
    {
        return Some(found);
    }
    // 이십일 is rather the twentieth than twenty-one.
    numbers.iter().find_map(whole).or_else(|| numbers.iter().find_map(bare))
}

/// 구조 and 구경 are words rather than nine trillions, unless they are money.
fn is_likely(text: &Letters, at: usize, number: &Number) -> bool {
    let huge = text.get(at + 1).is_some_and(|c| "조경".contains(c)) && number.kind == Kind::Sino;
    let money = ["원", "달러", "엔", "유로", "위안"];
    !huge || money.iter().any(|unit| text.starts_with(text.past_space(number.end), unit))
}

/// 유월 and 시월 are June and October.
fn month(text: &Letters, at: usize) -> Option<Found> {
    let number = [("유월", 6), ("시월", 10)].into_iter().find(|(name, _)| text.starts_with(at, name))?.1;
    is_tail(text.rest_of_word(at + 2)).then(|| Found {
        text: format!("{number}월"),
        end: at + 2,
        counter: Some("월"),
    })
}

fn counted(text: &Letters, at: usize, number: &Number, before: Before) -> Option<Found> {
    let (counter, end) = counter::behind(text, at, number, before)?;
    let mut written = with_counter(&digits(number, counter.name), counter);
    // 30분뒤에
    let rest = text.rest_of_word(end);
    if APART.iter().any(|word| rest.starts_with(word)) && is_tail(rest) {
        written.push(' ');
    }
    Some(Found { text: written, end, counter: Some(counter.name) })
}

/// Words of their own behind a counter.
const APART: [&str; 10] = ["뒤", "후", "전", "동안", "이상", "이하", "미만", "이내", "정도", "만에"];

/// The digits of a number before a counter.
fn digits(number: &Number, counter: &str) -> String {
    match &number.kind {
        Kind::Figure(figure) if counter == "원" && !figure.contains([',', '.']) => commas(number.value),
        Kind::Figure(figure) => figure.clone(),
        // Years, rooms, houses and buses have names rather than quantities.
        _ if NAMES.contains(&counter) && number.value < 10_000 => number.value.to_string(),
        _ => grouped(number.value),
    }
}

const NAMES: [&str; 11] = ["년", "년도", "년대", "년생", "호", "동", "번", "번지", "번길", "길", "호실"];

/// `24도`, `5만 원`, `100km`.
pub(super) fn with_counter(digits: &str, counter: &Counter) -> String {
    let space = if digits.ends_with(|c: char| c.is_ascii_digit()) { "" } else { " " };
    format!("{digits}{space}{}", counter.sign.unwrap_or(counter.name))
}
