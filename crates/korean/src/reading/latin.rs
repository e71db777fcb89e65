//! Latin letters in Korean text: known words in Hangul (`Wi-Fi` → `와이파이`), abbreviations letter by letter (`KTX` →
//! `케이티엑스`). Other words stay, for the voice to say in their own language.
//!
//! The words are listed in `data/readings/ko/latin.txt`, in lower case.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::pattern;
use super::table::{self, Table};

static WORDS: LazyLock<Table> =
    LazyLock::new(|| table::parse(include_str!("../../../../data/readings/ko/latin.txt")));

/// Known words, before anything reads the digits some of them contain.
pub(super) fn words(text: &str) -> String {
    static WORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"[A-Za-z0-9]+(?:[-+&][A-Za-z0-9]+)*\+?"));
    WORD.replace_all(text, |found: &Captures| {
        let written = &found[0];
        let known = WORDS
            .get(&written.to_lowercase())
            .filter(|_| written.contains(|c: char| c.is_ascii_alphabetic()));
        known.map_or_else(|| written.to_owned(), Clone::clone)
    })
    .into_owned()
}

/// Abbreviations and single letters.
pub(super) fn letters(text: &str) -> String {
    static WORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"[A-Za-z]+(?:'[a-z]+)?"));
    WORD.replace_all(text, |found: &Captures| {
        let word = &found[0];
        if is_spelt(word) { word.chars().map(letter).collect() } else { word.to_owned() }
    })
    .into_owned()
}

/// Capitals of abbreviation length, or nothing that could be a syllable.
fn is_spelt(word: &str) -> bool {
    let capitals = word.len() <= 5 && word.chars().all(|c| c.is_ascii_uppercase());
    let unspeakable = word.len() <= 5 && !word.to_lowercase().contains(['a', 'e', 'i', 'o', 'u', 'y', '\'']);
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
