//! Words to phonemes: what every model's alphabet has in common.

pub mod ipa;
pub mod korean;

use domain::Language;

/// What is to be said: a Korean text is read, pronounced and written in the model's letters; words in Latin letters are
/// English. A period ends it if nothing does.
pub fn of(
    text: &str,
    language: Language,
    korean: &dyn Fn(&str) -> String,
    english: &dyn Fn(&str) -> String,
) -> String {
    let mut phonemes = match Language::of(text).unwrap_or(language) {
        Language::Korean => mixed(&::korean::reading::read(text), korean, english),
        Language::English => english(text),
    };
    // Without a mark the model trails off or adds a sound of its own.
    if phonemes.ends_with(|c: char| !c.is_ascii_punctuation()) {
        phonemes.push('.');
    }
    phonemes
}

/// A Korean reading, in which the words in Latin letters are English.
fn mixed(reading: &str, korean: &dyn Fn(&str) -> String, english: &dyn Fn(&str) -> String) -> String {
    let mut out = String::new();
    for (words, latin) in runs(reading) {
        let sounds = if latin { english(words) } else { korean(&::korean::pronounce::pronounce(words)) };
        out.push_str(&sounds);
    }
    out
}

/// The text in parts that hold a Latin word each, or none; true for the former.
fn runs(text: &str) -> Vec<(&str, bool)> {
    let latin = |c: char| c.is_ascii_alphabetic();
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| latin(c) != latin(first)).unwrap_or(rest.len());
        parts.push((&rest[..end], latin(first)));
        rest = &rest[end..];
    }
    parts
}
