//! Words for what is wanted: "볼만한 SF 영화" names a category and a catalogue, and says besides only that it be good.

use std::collections::BTreeMap;

use domain::Language;

use super::Shelf;

/// Words that mean the same in every language, by what they mean (`data/intents/<language>/_kinds.yaml`).
#[derive(Debug, Default)]
pub(crate) struct Kinds {
    groups: BTreeMap<String, Vec<(Language, Vec<String>)>>,
}

/// What a word of a wish says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Something good, or just something.
    Good,
    /// The thing itself: 거, 것, "one".
    Thing,
    /// A catalogue, by its place.
    Shelf(usize),
    /// A category of the catalogue at this place.
    Category(usize, String),
}

impl Kinds {
    pub fn add(&mut self, language: Language, groups: BTreeMap<String, Vec<String>>) {
        for (meaning, words) in groups {
            self.groups.entry(meaning).or_default().push((language, words));
        }
    }

    /// Every word that means the same as this one, the word itself with them.
    fn alike(&self, word: &str) -> Vec<String> {
        let group = self.group(word).into_iter().flatten();
        let words = group.flat_map(|(_, words)| words).map(|word| normal(word));
        [normal(word)].into_iter().chain(words).collect()
    }

    /// What a word belongs to; of a name of several words ("my-films") one of them.
    fn group(&self, word: &str) -> Option<&Vec<(Language, Vec<String>)>> {
        let of = |key: String| {
            let named = |group: &&Vec<(Language, Vec<String>)>| {
                group.iter().flat_map(|(_, words)| words).any(|word| normal(word) == key)
            };
            self.groups.values().find(named)
        };
        of(normal(word)).or_else(|| word.split(|c: char| !c.is_alphanumeric()).map(normal).find_map(of))
    }

    /// Whether two words name the same kind.
    pub fn mean_the_same(&self, one: &str, other: &str) -> bool {
        self.alike(one).contains(&normal(other))
    }

    /// What such things are called in this language; nothing when only their maker knows.
    pub fn called(&self, kind: &str, language: Language) -> Option<&str> {
        let (_, words) = self.group(kind)?.iter().find(|(its, _)| *its == language)?;
        words.first().map(String::as_str)
    }

    /// What the words of a wish mean, one after the other; none when some of it means nothing here.
    pub fn read(
        &self,
        text: &str,
        shelves: &[Shelf],
        good: &[&str],
        things: &[&str],
    ) -> Option<Vec<Meaning>> {
        let mut words: Vec<(String, Meaning)> = Vec::new();
        words.extend(good.iter().map(|word| (normal(word), Meaning::Good)));
        words.extend(things.iter().map(|word| (normal(word), Meaning::Thing)));
        for (place, shelf) in shelves.iter().enumerate() {
            let kind = self.alike(&shelf.kind).into_iter();
            words.extend(kind.map(|word| (word, Meaning::Shelf(place))));
            for category in &shelf.categories {
                let alike = self.alike(category).into_iter();
                words.extend(alike.map(|word| (word, Meaning::Category(place, category.clone()))));
            }
        }
        words.retain(|(word, _)| !word.is_empty());
        // Of two that begin alike the longer is meant; of two catalogues, the first.
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        cut(&normal(text), &words)
    }
}

/// Cuts a text into known words. From its end: what follows each place is found once.
fn cut(text: &str, words: &[(String, Meaning)]) -> Option<Vec<Meaning>> {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let mut ways: BTreeMap<usize, Vec<Meaning>> = BTreeMap::from([(text.len(), Vec::new())]);
    for &at in places.iter().rev() {
        let rest = &text[at..];
        let way =
            words.iter().filter(|(word, _)| rest.starts_with(word.as_str())).find_map(|(word, meaning)| {
                let mut way = vec![meaning.clone()];
                way.extend(ways.get(&(at + word.len()))?.iter().cloned());
                Some(way)
            });
        ways.extend(way.map(|way| (at, way)));
    }
    ways.remove(&0)
}

/// A name without what people write now so, now so: case, spaces, marks.
pub(crate) fn normal(text: &str) -> String {
    letters(text).collect()
}

pub(super) fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}
