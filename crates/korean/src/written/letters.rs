//! Abbreviations said by their letters: `에이아이` → `AI`, `씨씨티비` → `CCTV`. The common ones are listed in
//! `data/writing/ko/letters.txt`; what is clearly spelt (`에이치티티피`) needs no list.

use std::sync::LazyLock;

use super::tail::is_tail;
use super::text::Letters;
use crate::rewrite::Edit;

struct Abbreviation {
    said: String,
    written: String,
    /// Other words may follow in the same word.
    open: bool,
}

/// Longer ones first.
static ABBREVIATIONS: LazyLock<Vec<Abbreviation>> = LazyLock::new(|| {
    let entry = |line: &str| {
        let mut columns = line.split_whitespace();
        let said = columns.next().filter(|said| !said.starts_with('#'))?.replace('_', " ");
        let written = columns.next()?.replace('_', " ");
        Some(Abbreviation { said, written, open: columns.next() == Some("+") })
    };
    let list = include_str!("../../../../data/writing/ko/letters.txt");
    let mut abbreviations: Vec<Abbreviation> = list.lines().filter_map(entry).collect();
    abbreviations.sort_by_key(|abbreviation| std::cmp::Reverse(abbreviation.said.len()));
    abbreviations
});

pub(super) fn write(text: &str) -> Vec<Edit> {
    let letters = Letters::of(text);
    let begins = |at: usize| at == 0 || !letters.chars()[at - 1].is_alphanumeric();
    let mut edits = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let both = || [spelt(&letters, at), listed(&letters, at)].into_iter().flatten();
        let found = if begins(at) { both().max_by_key(|(_, end)| *end) } else { None };
        match found {
            Some((written, end)) => {
                edits.push(Edit { source: letters.bytes(at..end), text: written });
                at = end;
            }
            None => at += 1,
        }
    }
    edits
}

fn listed(text: &Letters, at: usize) -> Option<(String, usize)> {
    let rest = text.rest(at);
    ABBREVIATIONS.iter().filter(|known| rest.starts_with(&known.said)).find_map(|known| {
        let end = at + known.said.chars().count();
        (known.open || is_tail(text.rest_of_word(end))).then(|| (known.written.clone(), end))
    })
}

/// No abbreviation has more letters.
const MOST: usize = 8;

/// At least three letters, one of them with a name of two syllables: others could be words (비디오).
fn spelt(text: &Letters, at: usize) -> Option<(String, usize)> {
    let mut names: Vec<(&str, char)> = Vec::new();
    let mut ends = Vec::new();
    let mut end = at;
    while let Some(&(name, letter)) = NAMES.iter().find(|(name, _)| text.starts_with(end, name)) {
        end += name.chars().count();
        names.push((name, letter));
        ends.push(end);
        if names.len() > MOST {
            return None;
        }
    }
    (3..=names.len()).rev().find_map(|count| {
        let long = names[..count].iter().any(|(name, _)| name.chars().count() > 1);
        // After a consonant 이 is the particle: 엔비엘이.
        let particle = names[count - 1].0 == "이" && has_coda(names[count - 2].0) && ends[count - 1] == end;
        let whole = long && !particle && is_tail(text.rest_of_word(ends[count - 1]));
        whole.then(|| (names[..count].iter().map(|(_, letter)| letter).collect(), ends[count - 1]))
    })
}

fn has_coda(name: &str) -> bool {
    name.chars().last().and_then(crate::jamo::Syllable::of).is_some_and(|syllable| syllable.coda.is_some())
}

/// Longer names first.
const NAMES: [(&str, char); 28] = [
    ("에이치", 'H'),
    ("더블유", 'W'),
    ("에이", 'A'),
    ("에프", 'F'),
    ("에스", 'S'),
    ("아이", 'I'),
    ("제이", 'J'),
    ("케이", 'K'),
    ("브이", 'V'),
    ("엑스", 'X'),
    ("와이", 'Y'),
    ("제트", 'Z'),
    ("아르", 'R'),
    ("비", 'B'),
    ("씨", 'C'),
    ("시", 'C'),
    ("디", 'D'),
    ("이", 'E'),
    ("지", 'G'),
    ("엘", 'L'),
    ("엠", 'M'),
    ("엔", 'N'),
    ("오", 'O'),
    ("피", 'P'),
    ("큐", 'Q'),
    ("알", 'R'),
    ("티", 'T'),
    ("유", 'U'),
];
