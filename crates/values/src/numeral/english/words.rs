//! The words that English numbers are made of.

use crate::text::Text;

/// Past a space or hyphen.
pub(crate) fn gap(text: &Text, at: usize) -> usize {
    match (text.at(at), text.at(at + 1)) {
        (Some(' '), _) => at + 1,
        (Some('-'), Some(next)) if next.is_alphabetic() => at + 1,
        _ => at,
    }
}

pub(super) fn past_and(text: &Text, at: usize) -> usize {
    let from = gap(text, if text.at(at) == Some(',') { at + 1 } else { at });
    text.word(from, "and").map_or(from, |end| gap(text, end))
}

/// The word of `words` that stands at `at`.
pub(super) fn lookup(text: &Text, at: usize, words: &[(&str, u64)]) -> Option<(u64, usize)> {
    let word = text.rest_of_word(at);
    let meaning = words
        .iter()
        .find(|(name, _)| name.len() == word.len() && name.chars().zip(word).all(|(a, b)| a == *b))?;
    let begins = text.is_edge(at) || text.before(at).is_some_and(|c| c.is_ascii_digit());
    begins.then_some((meaning.1, at + word.len()))
}

pub(super) const ONES: &[(&str, u64)] = &[
    ("zero", 0),
    ("nought", 0),
    ("naught", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
];

pub(super) const TENS: &[(&str, u64)] = &[
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fourty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

pub(super) const MAGNITUDES: &[(&str, u64)] = &[
    ("hundred", 100),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
    ("quadrillion", 1_000_000_000_000_000),
    ("lakh", 100_000),
    ("crore", 10_000_000),
];

/// What several of something are called: two dozen, three score.
pub(super) const GROUPS: &[(&str, u64)] = &[("dozen", 12), ("score", 20)];

pub(super) const ORDINALS: &[(&str, u64)] = &[
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
    ("thirtieth", 30),
    ("fortieth", 40),
    ("fiftieth", 50),
    ("sixtieth", 60),
    ("seventieth", 70),
    ("eightieth", 80),
    ("ninetieth", 90),
    ("hundredth", 100),
    ("thousandth", 1_000),
    ("millionth", 1_000_000),
    ("billionth", 1_000_000_000),
    ("trillionth", 1_000_000_000_000),
];
