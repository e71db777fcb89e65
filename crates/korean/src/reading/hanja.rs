//! Chinese characters by their Korean reading: `來年` → `내년`; a gloss in brackets (`한국(韓國)은`) is not said twice.
//!
//! The readings of the characters are in `data/readings/ko/hanja.txt`, words with a reading of their own in
//! `hanja-words.txt`. At the beginning of a word ㄴ and ㄹ give way (女子 여자, 老人 노인); inside 律 and 率 lose their ㄹ
//! after a vowel or ㄴ (比率 비율), and 不 its own before ㄷ and ㅈ (不動産 부동산).

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::pattern;
use super::rewrite::rewrite;
use super::table::{self, Table};
use crate::jamo::{self, Syllable};

static READINGS: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let lines = include_str!("../../../../data/readings/ko/hanja.txt").lines();
    let entries = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '));
    entries.flat_map(|(reading, characters)| characters.chars().zip(reading.chars().cycle())).collect()
});
static WORDS: LazyLock<Table> =
    LazyLock::new(|| table::parse(include_str!("../../../../data/readings/ko/hanja-words.txt")));

/// No listed word is longer.
const LONGEST: usize = 4;

pub(super) fn read(text: &str) -> String {
    static GLOSS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s?[(\[（][\p{Han}·,\s]+[)\]）]"));
    static RUN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\p{Han}+"));
    static SAME: LazyLock<Regex> = LazyLock::new(|| pattern(r"\(([가-힣]{1,20})\)"));
    // Most texts have none.
    if !RUN.is_match(text) {
        return text.to_owned();
    }
    let text =
        rewrite(text, &GLOSS, |_, sides| sides.last().is_some_and(jamo::is_syllable).then(String::new));
    let text = rewrite(&text, &RUN, |found, sides| {
        let inside = sides.last().is_some_and(|c| jamo::is_syllable(c) || c.is_ascii_digit());
        Some(run(&found[0].chars().collect::<Vec<_>>(), inside))
    });
    rewrite(&text, &SAME, |found, sides| sides.before.ends_with(&found[1]).then(String::new))
}

/// Characters without anything between them, perhaps behind a syllable or figure of the same word.
fn run(characters: &[char], mut inside: bool) -> String {
    let mut out = String::new();
    let mut rest = characters;
    // A family name before its title.
    if characters == ['金'] && !inside {
        return "김".into();
    }
    while !rest.is_empty() {
        let (length, reading) = word(rest).unwrap_or_else(|| (1, character(rest, &out)));
        for (i, syllable) in reading.chars().enumerate() {
            out.push(if i == 0 && !inside { initial(syllable) } else { syllable });
        }
        inside |= !out.is_empty();
        rest = &rest[length..];
    }
    out
}

/// The longest listed word at the beginning, and how many characters it has.
fn word(characters: &[char]) -> Option<(usize, String)> {
    (2..=LONGEST.min(characters.len())).rev().find_map(|length| {
        let written: String = characters[..length].iter().collect();
        WORDS.get(&written).map(|reading| (length, reading.clone()))
    })
}

/// The reading of the first character behind what was read; nothing if nobody knows it.
fn character(rest: &[char], before: &str) -> String {
    let Some(&reading) = READINGS.get(&rest[0]) else { return String::new() };
    let follows = rest.get(1).and_then(|next| READINGS.get(next)).copied().and_then(Syllable::of);
    let softly = before.chars().next_back().is_none_or(|c| matches!(jamo::coda(c), None | Some('ㄴ')));
    let read = match (rest[0], reading) {
        ('不', _) if follows.is_some_and(|next| matches!(next.onset, 'ㄷ' | 'ㅈ')) => '부',
        (_, '률') if softly => '율',
        (_, '렬') if softly => '열',
        _ => reading,
    };
    read.to_string()
}

/// A syllable at the beginning of a word: 녀 → 여, 로 → 노, 력 → 역.
fn initial(syllable: char) -> char {
    let Some(taken) = Syllable::of(syllable) else { return syllable };
    let glides = matches!(taken.vowel, 'ㅣ' | 'ㅑ' | 'ㅕ' | 'ㅖ' | 'ㅛ' | 'ㅠ');
    let onset = match taken.onset {
        'ㄴ' | 'ㄹ' if glides => 'ㅇ',
        'ㄹ' => 'ㄴ',
        other => other,
    };
    Syllable { onset, ..taken }.compose().unwrap_or(syllable)
}
