//! The tables of `data/tests/<language>/_values.yaml`: a kind of value, its phrases, and what each is read as on
//! Monday 23 November 2026.

use std::collections::BTreeMap;

use domain::Language;
use jiff::civil::date;

use super::{Kind, Values};
use crate::understanding::Sentence;

#[track_caller]
fn check(language: Language, table: &str) {
    let kinds: BTreeMap<String, BTreeMap<String, String>> = serde_norway::from_str(table).expect("a table");
    assert!(kinds.values().map(BTreeMap::len).sum::<usize>() > 100, "{language}");
    let mut wrong = Vec::new();
    for (kind, phrases) in &kinds {
        let kind = Kind::from_name(kind).expect("a kind");
        for (phrase, expected) in phrases {
            let sentence = Sentence::new(phrase);
            let mut values = Values::new(&sentence, language, date(2026, 11, 23), &[]);
            let mut found = values.at(kind, 0).into_iter().filter(|found| found.end == sentence.len());
            let found =
                found.next_back().map_or("nothing".into(), |found| found.value.to_string().trim().to_owned());
            if found != *expected {
                wrong.push(format!("{phrase}: {found}, expected {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn korean_values() {
    check(Language::Korean, include_str!("../../../../data/tests/ko/_values.yaml"));
}

#[test]
fn english_values() {
    check(Language::English, include_str!("../../../../data/tests/en/_values.yaml"));
}
