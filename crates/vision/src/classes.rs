//! The thousand classes of ImageNet, by the names that people use (`data/vision/classes.tsv`), and the kinds of things that
//! they belong to (`kinds.tsv`).

use std::sync::LazyLock;

use domain::Language;

static CLASSES: LazyLock<Vec<Class>> = LazyLock::new(|| {
    let lines = rows(include_str!("../../../data/vision/classes.tsv"));
    lines
        .map(|[synset, korean, english, kind]| Class { synset, korean, english, kind: Kind::named(kind) })
        .collect()
});

static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let lines = rows(include_str!("../../../data/vision/kinds.tsv"));
    let words = |words: &'static str| words.split('|').collect();
    lines.map(|[id, korean, english]| Kind { id, korean: words(korean), english: words(english) }).collect()
});

/// What an image may show.
#[derive(Clone, Copy, Debug)]
pub struct Class {
    /// WordNet's number for it.
    pub synset: &'static str,
    pub korean: &'static str,
    pub english: &'static str,
    pub kind: &'static Kind,
}

/// What kind of thing a class is.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    pub id: &'static str,
    /// The words for it; the first is the one to say.
    pub korean: Vec<&'static str>,
    pub english: Vec<&'static str>,
}

impl Class {
    /// All of them, in the order of the networks' scores.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &CLASSES
    }

    #[must_use]
    pub fn name(&self, language: Language) -> &'static str {
        match language {
            Language::Korean => self.korean,
            Language::English => self.english,
        }
    }
}

impl Kind {
    #[must_use]
    pub fn all() -> &'static [Self] {
        &KINDS
    }

    #[must_use]
    pub fn words(&self, language: Language) -> &[&'static str] {
        match language {
            Language::Korean => &self.korean,
            Language::English => &self.english,
        }
    }

    fn named(id: &str) -> &'static Self {
        Self::all().iter().find(|kind| kind.id == id).expect("a test has looked at every class's kind")
    }
}

/// The lines of a table, without its header.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().skip(1).map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        fields.try_into().expect("a test has looked at every line")
    })
}
