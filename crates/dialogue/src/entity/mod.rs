//! A service's own entities: names that a bot brings along, found wherever they stand in a sentence.
//!
//! [`Lexicon`] holds the names with their synonyms, thousands of them, and finds them behind particles ("강남역에서"),
//! with other spacing ("스타 벅스"), other case and width, and with small mistakes of typing or hearing ("강남녁",
//! "스타벅수"). [`Pattern`] finds what a regular expression describes, [`FreeText`] what is left between the known words,
//! and [`Roles`] tells the departure from the arrival by the words around. [`Matcher`] is all of it for one bot.
//!
//! Whether a name ends where it seems to end is the hard part, since Korean writes particles to it: `boundary.rs`. How
//! unlike a name may be written is in `likeness.rs`, and how such writings are found without looking at every name in
//! `nearby.rs`. Adding a particle or a verb that people write to a name: a line in `data/entities/ko/`.

use std::ops::Range;

mod boundary;
mod free;
mod letters;
mod lexicon;
mod likeness;
mod matcher;
mod nearby;
mod pattern;
mod role;
mod trie;

pub use free::FreeText;
pub use lexicon::Lexicon;
pub use matcher::Matcher;
pub use pattern::Pattern;
pub use role::Roles;

/// An entity where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    pub entity: String,
    /// The entry that a synonym belongs to; of a pattern or a free text, the words themselves.
    pub entry: String,
    /// Which of several of its kind it is: departure or arrival.
    pub role: Option<String>,
    /// In bytes of the sentence as it came in, without particles.
    pub span: Range<usize>,
    /// As it was written.
    pub text: String,
    /// 1 when it is written as the service writes it.
    pub score: f32,
    /// What else the same word stands for: entity and entry.
    pub others: Vec<(String, String)>,
}

/// Why an entity cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntityError {
    #[error("{0:?} has no letters")]
    Empty(String),
    #[error("{0:?} is longer than {most} letters", most = lexicon::MOST_LETTERS)]
    TooLong(String),
    #[error("there are more than {most} words", most = lexicon::MOST_WORDS)]
    TooMany,
    #[error("{expression:?} is no usable regular expression: {reason}")]
    Expression { expression: String, reason: String },
}

/// Those that do not overlap, the weightiest first chosen, from left to right. Each has its weight and its place.
fn best<T>(mut found: Vec<(f32, Range<usize>, T)>) -> Vec<T> {
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.start.cmp(&b.1.start)));
    let mut chosen: Vec<(Range<usize>, T)> = Vec::new();
    for (_, range, item) in found {
        if chosen.iter().all(|(other, _)| range.end <= other.start || other.end <= range.start) {
            chosen.push((range, item));
        }
    }
    chosen.sort_by_key(|(range, _)| range.start);
    chosen.into_iter().map(|(_, item)| item).collect()
}
