//! A word as the rules of context see it: syllables first, then whatever stands behind them.

use super::tense;
use crate::jamo::{Syllable, is_syllable};

/// The syllables at the beginning of a word, without the punctuation behind them.
pub(super) fn core(word: &str) -> &str {
    word.find(|c| !is_syllable(c)).map_or(word, |end| &word[..end])
}

/// The word with the onset of one syllable made tense.
pub(super) fn tense_at(word: &str, index: usize) -> String {
    changed_at(word, index, |syllable| Some(Syllable { onset: tense(syllable.onset)?, ..syllable }))
}

/// The word with a consonant in the empty onset of one syllable.
pub(super) fn insert_at(word: &str, index: usize, onset: char) -> String {
    changed_at(word, index, |syllable| (syllable.onset == 'ㅇ').then_some(Syllable { onset, ..syllable }))
}

fn changed_at(word: &str, index: usize, change: impl Fn(Syllable) -> Option<Syllable>) -> String {
    let changed = |c: char| change(Syllable::of(c)?)?.compose();
    word.chars().enumerate().map(|(i, c)| if i == index { changed(c).unwrap_or(c) } else { c }).collect()
}

/// Moves the last coda of one word into the empty onset of the next, as it sounds before a pause (못 와 → 모 돠) or as it
/// is written (십 일 → 시 빌).
pub(super) fn link(left: &mut String, right: &mut String, simple: bool) {
    let Some(first) = right.chars().next().and_then(Syllable::of).filter(|s| s.onset == 'ㅇ') else {
        return;
    };
    let Some(last) = left.chars().next_back().and_then(Syllable::of) else { return };
    let Some(coda) = last.coda.filter(|coda| *coda != 'ㅇ') else { return };
    let moved = if simple { super::coda::simple(coda) } else { coda };
    let linked = (Syllable { coda: None, ..last }.compose(), Syllable { onset: moved, ..first }.compose());
    if let (Some(open), Some(filled)) = linked {
        left.pop();
        left.push(open);
        let rest: String = right.chars().skip(1).collect();
        *right = format!("{filled}{rest}");
    }
}

/// A list of words, written with spaces between them.
pub(super) struct Words(pub &'static str);

impl Words {
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.0.split_ascii_whitespace()
    }

    pub fn contains(&self, word: &str) -> bool {
        self.iter().any(|one| one == word)
    }
}
