//! The names of the classes: every line is sound, so that nothing has to be checked when it is used.

use std::collections::{HashMap, HashSet};

use unicode_normalization::is_nfc;
use vision::{Class, Kind};

/// Classes that people call the same in Korean: ImageNet has them twice.
const SAME: [&str; 7] = ["갑옷", "노트북", "미사일", "선글라스", "옥수수", "욕조", "원피스 수영복"];

#[test]
fn every_class_has_a_sound_name() {
    assert_eq!(Class::all().len(), 1000);
    let hangul = |letter: char| ('가'..='힣').contains(&letter);
    let mut named: HashMap<&str, &str> = HashMap::new();
    for class in Class::all() {
        let Class { synset, korean, english, .. } = *class;
        assert!(synset.len() == 9 && synset.starts_with('n'), "{synset}");
        assert!(korean.chars().next_back().is_some_and(hangul), "{korean}: particles need a syllable");
        let usual =
            korean.chars().all(|letter| hangul(letter) || letter.is_ascii_alphanumeric() || letter == ' ');
        assert!(usual && is_nfc(korean), "{korean}");
        assert!(!english.is_empty() && is_nfc(english), "{english}");
        for name in [korean, english] {
            assert!(name.trim() == name && !name.contains("  "), "{name:?}");
        }
        if let Some(other) = named.insert(korean, synset) {
            assert!(SAME.contains(&korean), "{korean}: {other} and {synset}");
        }
    }
}

#[test]
fn every_kind_has_words_and_classes() {
    let used: HashSet<&str> = Class::all().iter().map(|class| class.kind.id).collect();
    for kind in Kind::all() {
        assert!(used.contains(kind.id), "{} is nobody's kind", kind.id);
        for word in kind.korean.iter().chain(&kind.english) {
            assert!(!word.is_empty() && word.trim() == *word, "{}: {word:?}", kind.id);
        }
    }
}
