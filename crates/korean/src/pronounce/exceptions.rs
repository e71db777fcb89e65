//! Words whose sound the spelling does not tell, respelt so that the rules come out right.
//!
//! The list is `data/readings/ko/pronunciations.txt`: the spelling, a tab or spaces, the respelling (an underscore is a
//! space). An entry counts at the beginning of a word; one that begins with `*` counts anywhere.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::jamo::is_syllable;

static LIST: LazyLock<HashMap<char, Vec<Exception>>> =
    LazyLock::new(|| parse(include_str!("../../../../data/readings/ko/pronunciations.txt")));

struct Exception {
    spelling: String,
    respelling: String,
    anywhere: bool,
}

pub(super) fn respell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut word_begins = true;
    while let Some(c) = rest.chars().next() {
        let found = LIST.get(&c).into_iter().flatten();
        let mut fitting = found.filter(|e| (word_begins || e.anywhere) && rest.starts_with(&e.spelling));
        let (from, to) = match fitting.next() {
            Some(exception) => (exception.spelling.len(), exception.respelling.as_str()),
            None => (c.len_utf8(), &rest[..c.len_utf8()]),
        };
        out.push_str(to);
        word_begins = !rest[..from].ends_with(is_syllable);
        rest = &rest[from..];
    }
    out
}

/// The entries by their first letter, longer ones first.
fn parse(list: &str) -> HashMap<char, Vec<Exception>> {
    let mut by_letter: HashMap<char, Vec<Exception>> = HashMap::new();
    for line in list.lines() {
        let entry = line.split('#').next().unwrap_or_default();
        let mut columns = entry.split_whitespace();
        let (Some(spelling), Some(respelling)) = (columns.next(), columns.next()) else { continue };
        let anywhere = spelling.starts_with('*');
        let spelling = spelling.trim_start_matches('*').replace('_', " ");
        let Some(first) = spelling.chars().next() else { continue };
        let exception = Exception { spelling, respelling: respelling.replace('_', " "), anywhere };
        by_letter.entry(first).or_default().push(exception);
    }
    for entries in by_letter.values_mut() {
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.spelling.len()));
    }
    by_letter
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_changes_something_and_stands_once() {
        let mut seen = std::collections::HashSet::new();
        for entry in LIST.values().flatten() {
            assert_ne!(entry.spelling, entry.respelling);
            assert!(seen.insert(&entry.spelling), "{} stands twice", entry.spelling);
        }
        assert!(seen.len() > 100);
    }
}
