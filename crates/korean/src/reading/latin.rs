//! Latin letters in Korean text: known words in Hangul (`Wi-Fi` → `와이파이`), abbreviations letter by letter (`KTX` →
//! `케이티엑스`). Other words stay, for the voice to say in their own language; so does a phrase that is all English.
//!
//! The words are listed in `data/readings/ko/latin.txt`: in lower case, or with the capitals they must have.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::number::{digitwise, sino};
use super::pattern;
use super::rewrite::rewrite;
use super::table::{self, Table};
use crate::jamo::is_syllable;

static WORDS: LazyLock<Table> =
    LazyLock::new(|| table::parse(include_str!("../../../../data/readings/ko/latin.txt")));

/// Known words, before anything reads the digits some of them contain.
pub(super) fn words(text: &str) -> String {
    static WORD: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"[A-Za-z0-9]+(?:[-+&'’/][A-Za-z0-9]+)*(?:\+|\.)?"));
    static MODEL: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u:\b)([A-Z]{1,4})(\d)"));
    static NAME: LazyLock<Regex> = LazyLock::new(|| pattern(r"([a-z])(\d{3,12})(?-u:\b)"));
    static PAGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u:\b)pp?\.\s?(\d{1,4}(?:[-~]\d{1,4})?)"));
    static ROMAN: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?-u:\b)(II|III|IV|VI|VII|VIII|IX|XI|XII)(?-u:\b)"));
    let text = PAGE.replace_all(text, "${1}쪽");
    let text = rewrite(&text, &WORD, |found, sides| {
        let written = &found[0];
        let (word, end) = match written.strip_suffix('.') {
            Some(word) if known(written).is_none() => (word, "."),
            _ => (written, ""),
        };
        let counts = written.starts_with(|c: char| c.is_ascii_digit()) && sides.last() == Some('.');
        // No. is only number before one.
        let number = !word.ends_with("o.") || sides.precedes(&["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
        let reading = known(word).filter(|_| !counts && number)?;
        let space =
            if word.ends_with('.') && sides.next().is_some_and(|c| c.is_ascii_digit()) { " " } else { "" };
        Some(format!("{reading}{end}{space}"))
    });
    let text = rewrite(&text, &ROMAN, |found, sides| {
        let space = if sides.next().is_some_and(is_syllable) { " " } else { "" };
        Some(format!("{}{space}", sino(&roman(&found[1]).to_string())))
    });
    let text =
        NAME.replace_all(&text, |found: &Captures| format!("{} {}", &found[1], digitwise(&found[2], "공")));
    MODEL.replace_all(&text, "$1 $2").into_owned()
}

/// The reading of a listed word; a listed capital must be one.
fn known(written: &str) -> Option<&'static str> {
    let has_letter = written.contains(|c: char| c.is_ascii_alphabetic());
    let reading = WORDS.get(written).or_else(|| WORDS.get(&written.to_lowercase()));
    reading.filter(|_| has_letter).map(String::as_str)
}

fn roman(numeral: &str) -> u32 {
    let value = |c| match c {
        'I' => 1,
        'V' => 5,
        _ => 10,
    };
    let digits: Vec<u32> = numeral.chars().map(value).collect();
    let signed = |i: usize| digits.get(i + 1).is_some_and(|next| *next > digits[i]);
    let (taken, added): (Vec<usize>, Vec<usize>) = (0..digits.len()).partition(|i| signed(*i));
    let sum = |places: Vec<usize>| places.into_iter().map(|i| digits[i]).sum::<u32>();
    sum(added) - sum(taken)
}

/// Abbreviations and single letters.
pub(super) fn letters(text: &str) -> String {
    static WORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"[A-Za-z]+(?:['’][a-z]+)?"));
    WORD.replace_all(text, |found: &Captures| {
        let word = &found[0];
        if is_spelt(word) { word.chars().map(letter).collect() } else { word.to_owned() }
    })
    .into_owned()
}

/// Capitals of abbreviation length, or nothing that could be a syllable.
fn is_spelt(word: &str) -> bool {
    let capitals = word.len() <= 5 && word.chars().all(|c| c.is_ascii_uppercase());
    let unspeakable =
        word.len() <= 5 && !word.to_lowercase().contains(['a', 'e', 'i', 'o', 'u', 'y', '\'', '’']);
    word.len() == 1 || capitals || unspeakable
}
fn letter(letter: char) -> &'static str {
    const NAMES: [&str; 26] = [
        "에이",
        "비",
        "씨",
        "디",
        "이",
        "에프",
        "지",
        "에이치",
        "아이",
        "제이",
        "케이",
        "엘",
        "엠",
        "엔",
        "오",
        "피",
        "큐",
        "알",
        "에스",
        "티",
        "유",
        "브이",
        "더블유",
        "엑스",
        "와이",
        "지",
    ];
    let index = u32::from(letter.to_ascii_lowercase()).wrapping_sub(u32::from('a'));
    NAMES.get(index as usize).copied().unwrap_or_default()
}
