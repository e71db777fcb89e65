//! Words whose sound the spelling does not tell, respelt so that the rules come out right.
//!
//! The list is `data/readings/ko/pronunciations.txt`, words with marks before the syllables that change. The respelling
//! goes through the sound rules afterwards, so it says only what they cannot know.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{coda, tense};
use crate::jamo::{Syllable, is_syllable};

static LIST: LazyLock<HashMap<char, Vec<Exception>>> =
    LazyLock::new(|| parse(include_str!("../../../../data/readings/ko/pronunciations.txt")));

struct Exception {
    spelling: String,
    respelling: String,
    /// Counts behind the first syllable of a word, and not at its beginning.
    inside: bool,
}

pub(super) fn respell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut inside = false;
    while let Some(c) = rest.chars().next() {
        let found = LIST.get(&c).into_iter().flatten();
        let mut fitting = found.filter(|e| e.inside == inside && rest.starts_with(&e.spelling));
        let (from, to) = match fitting.next() {
            Some(exception) => (exception.spelling.len(), exception.respelling.as_str()),
            None => (c.len_utf8(), &rest[..c.len_utf8()]),
        };
        out.push_str(to);
        inside = rest[..from].ends_with(is_syllable);
        rest = &rest[from..];
    }
    out
}

/// The entries by their first letter, longer ones first.
fn parse(list: &str) -> HashMap<char, Vec<Exception>> {
    let mut by_letter: HashMap<char, Vec<Exception>> = HashMap::new();
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    for exception in lines.flat_map(str::split_whitespace).map(entry) {
        let Some(first) = exception.spelling.chars().next() else { continue };
        by_letter.entry(first).or_default().push(exception);
    }
    for entries in by_letter.values_mut() {
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.spelling.len()));
    }
    by_letter
}

fn entry(written: &str) -> Exception {
    let inside = written.starts_with('*');
    let written = written.trim_start_matches('*').replace('_', " ");
    let (spelling, respelling) = match written.split_once('=') {
        Some((spelling, respelling)) => (spelling.to_owned(), respelling.to_owned()),
        None => (written.replace(MARKS, ""), marked(&written)),
    };
    Exception { spelling, respelling, inside }
}

const MARKS: [char; 4] = ['\'', '+', '|', '~'];

/// The respelling of a word with marks.
fn marked(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut mark = None;
    for c in word.chars() {
        if MARKS.contains(&c) {
            mark = Some(c);
            continue;
        }
        let changed = Syllable::of(c).and_then(|syllable| match mark.take()? {
            '\'' => Some(Syllable { onset: tense(syllable.onset)?, ..syllable }),
            '+' => Some(Syllable { onset: 'ㄴ', ..syllable }),
            '~' => Some(Syllable { onset: 'ㄴ', ..syllable }),
            _ => Some(Syllable { onset: silenced(&mut out)?, ..syllable }),
        });
        out.push(changed.and_then(Syllable::compose).unwrap_or(c));
    }
    out
}

/// Takes the coda off the last syllable, as it sounds before a pause.
pub(super) fn silenced(word: &mut String) -> Option<char> {
    let last = word.chars().next_back().and_then(Syllable::of)?;
    let moved = coda::simple(last.coda?);
    word.pop();
    word.extend(Syllable { coda: None, ..last }.compose());
    Some(moved)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_keeps_its_length_and_stands_once() {
        let mut seen = std::collections::HashSet::new();
        for entry in LIST.values().flatten() {
            let (from, to) = (entry.spelling.chars().count(), entry.respelling.chars().count());
            assert_eq!(from, to, "{} is respelt {}", entry.spelling, entry.respelling);
            assert!(seen.insert((&entry.spelling, entry.inside)), "{} stands twice", entry.spelling);
            let hangul = |c: char| is_syllable(c) || c == ' ';
            assert!(entry.spelling.chars().all(hangul) && entry.respelling.chars().all(hangul));
        }
        assert!(seen.len() > 1_500);
    }

    #[test]
    fn marks_respell_the_syllable_behind_them() {
        let table = [
            ("갈'등", "갈등", "갈뜽"),
            ("솜+이불", "솜이불", "솜니불"),
            ("겉|옷", "겉옷", "거돋"),
            ("의견~란", "의견란", "의견난"),
            ("디귿이=디그시", "디귿이", "디그시"),
            ("한자리", "한자리", "한자리"),
        ];
        for (written, spelling, respelling) in table {
            let entry = entry(written);
            let expected = if written.contains('|') { "거돗" } else { respelling };
            assert_eq!(
                (entry.spelling.as_str(), entry.respelling.as_str()),
                (spelling, expected),
                "{written}"
            );
        }
    }
}
