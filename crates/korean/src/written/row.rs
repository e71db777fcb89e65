//! Digits said one by one: telephone numbers, accounts, passwords (`공일공 일이삼사 오육칠팔` → `010-1234-5678`).

use std::sync::LazyLock;

use regex::Regex;

use super::number::digit;
use super::numbers::kept;
use super::tail::is_tail;
use super::text::Letters;
use crate::rewrite::Edit;

pub(super) fn write(text: &str) -> Vec<Edit> {
    let letters = Letters::of(text);
    let mut edits = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let begins = at == 0 || !letters.chars()[at - 1].is_alphanumeric() && !is_joint(&letters, at);
        if !begins || digit(letters.chars()[at]).is_none() && letters.get(at) != Some('삼') {
            at += 1;
        } else if let Some(end) = kept(&letters, at) {
            at = end;
        } else if let Some((written, end)) =
            day(&letters, at).or_else(|| row(&letters, at)).or_else(|| one_by_one(&letters, at))
        {
            edits.push(Edit { source: letters.bytes(at..end), text: written });
            at = end;
        } else {
            at += letters.rest_of_word(at).chars().count().max(1);
        }
    }
    edits
}

/// The sign before this digit joins it to another.
fn is_joint(text: &Letters, at: usize) -> bool {
    text.chars()[at].is_ascii_digit()
        && at >= 2
        && ".,:-/~·".contains(text.chars()[at - 1])
        && text.chars()[at - 2].is_ascii_alphanumeric()
}

/// So many digits said one by one, with a pause behind each, are no other words.
const SPELLED: usize = 4;

/// `사 팔 이 칠`.
fn one_by_one(text: &Letters, at: usize) -> Option<(String, usize)> {
    let end = spelled(text, at)?;
    let digits: String = (at..end)
        .filter_map(|i| digit(text.chars()[i]))
        .filter_map(|digit| char::from_digit(digit, 10))
        .collect();
    (digits.len() >= SPELLED).then_some((digits, end))
}

/// Where a row of digits ends that stand apart: each is a word, and behind the last only a particle or nothing follows.
pub(super) fn spelled(text: &Letters, at: usize) -> Option<usize> {
    let is_digit = |at: usize| text.get(at).is_some_and(|c| !c.is_ascii_digit() && digit(c).is_some());
    let mut end = at;
    let mut last = None;
    for _ in 0..LONGEST {
        if !is_digit(end) {
            break;
        }
        let rest = text.rest_of_word(end + 1);
        let closes = text.get(end + 1).is_none_or(|c| c != ' ') || text.get(end + 2).is_none();
        if closes && is_tail(rest) {
            last = Some(end + 1);
        }
        if !rest.is_empty() || text.get(end + 1) != Some(' ') {
            break;
        }
        end += 2;
    }
    last.filter(|last| *last > at + 1)
}

/// Days that are called by their date.
const DAYS: [(&str, &str); 7] = [
    ("육이오", "6·25"),
    ("사일구", "4·19"),
    ("오일팔", "5·18"),
    ("오일육", "5·16"),
    ("팔일오", "8·15"),
    ("삼일절", "3·1절"),
    ("삼일 운동", "3·1 운동"),
];

fn day(text: &Letters, at: usize) -> Option<(String, usize)> {
    let (said, written) = DAYS.into_iter().find(|(said, _)| text.starts_with(at, said))?;
    let end = at + said.chars().count();
    is_tail(text.rest_of_word(end)).then(|| (written.to_owned(), end))
}

/// No row of digits that people say in one breath is longer.
const LONGEST: usize = 20;
const MOST_GROUPS: usize = 5;

/// Digits between pauses.
struct Group {
    digits: String,
    start: usize,
    /// In Hangul, so that the digits were not there before.
    spoken: bool,
}

fn row(text: &Letters, at: usize) -> Option<(String, usize)> {
    let groups = groups(text, at);
    (1..=groups.len()).rev().find_map(|count| {
        let (last, earlier) = groups[..count].split_last()?;
        // The last one may run into a particle: 오육칠팔이에요.
        (1..=last.digits.len()).rev().find_map(|length| {
            let end = last.start + length;
            let rest = text.rest_of_word(end);
            let mut parts: Vec<&str> = earlier.iter().map(|group| group.digits.as_str()).collect();
            parts.push(&last.digits[..length]);
            let spoken = groups[..count].iter().any(|group| group.spoken);
            let written = if is_tail(rest) { number(&parts, spoken, text, end) } else { None };
            written.map(|written| (written, end))
        })
    })
}

fn groups(text: &Letters, mut at: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    while groups.len() < MOST_GROUPS {
        let run =
            (at..text.len()).take(LONGEST + 1).take_while(|&i| digit(text.chars()[i]).is_some()).count();
        if !(2..=LONGEST).contains(&run) {
            break;
        }
        let letters = &text.chars()[at..at + run];
        let digits =
            letters.iter().filter_map(|c| digit(*c)).filter_map(|d| char::from_digit(d, 10)).collect();
        let spoken = !letters[0].is_ascii_digit();
        // Digits that change their writing are a torn number: 1400일 호.
        if letters.iter().any(|c| c.is_ascii_digit() == spoken) {
            break;
        }
        groups.push(Group { digits, start: at, spoken });
        let Some(next) = joint(text, at + run) else { break };
        at = next;
    }
    groups
}

/// What people say between groups: a pause, 에, 국에, 다시.
fn joint(text: &Letters, at: usize) -> Option<usize> {
    const JOINTS: [&str; 9] = ["국에 ", "국의 ", "국 ", "에 ", "의 ", ", ", " 다시 ", " ", "-"];
    let joint = JOINTS.into_iter().find(|joint| text.starts_with(at, joint))?;
    Some(at + joint.chars().count())
}

/// The groups as one number, when they are one.
fn number(groups: &[&str], spoken: bool, text: &Letters, end: usize) -> Option<String> {
    static PHONE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(01[016-9]|02|0[3-6]\d|070|080|050\d)(\d{3,4})|(1[568]\d\d))(\d{4})$")
            .expect("a constant pattern, covered by the golden files")
    });
    let joined = groups.concat();
    let mobile = joined.len() == 11 && joined.starts_with("01");
    if (spoken || groups.len() > 1 || mobile)
        && (groups.len() < 4)
        && let Some(phone) = PHONE.captures(&joined)
        && groups.last().is_some_and(|last| groups.len() == 1 || last.len() == 4)
    {
        let parts: Vec<&str> = phone.iter().skip(1).flatten().map(|part| part.as_str()).collect();
        return Some(parts.join("-"));
    }
    match groups {
        [alone] if spoken && alone.len() >= 4 => Some((*alone).to_owned()),
        [alone] if spoken && alone.len() == 3 => short(alone, text, end),
        // Cards and accounts.
        [_, _, _, ..]
            if spoken && joined.len() >= 10 && groups.iter().all(|group| (2..8).contains(&group.len())) =>
        {
            Some(groups.join("-"))
        }
        _ => None,
    }
}

/// 일일구에, 일일이에 신고해, 공공칠.
fn short(digits: &str, text: &Letters, end: usize) -> Option<String> {
    const SERVICES: [&str; 10] = ["119", "112", "120", "131", "113", "114", "110", "182", "111", "118"];
    let called = ["에", "로", "번", "으로", "에다"].iter().any(|to| text.rest_of_word(end).starts_with(to));
    (SERVICES.contains(&digits) && called || digits.starts_with("00")).then(|| digits.to_owned())
}
