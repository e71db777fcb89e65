//! Ranks in English: `twenty-first`, `3rd`, `second to last`.

use rust_decimal::Decimal;

use crate::amount::{Of, Term, term};
use crate::numeral::english::{gap, ordinal};
use crate::text::Text;

/// `second to last`, `third-from-the-end`, `last but one`.
fn from_the_end(text: &Text, at: usize) -> Option<(Decimal, usize)> {
    let named = [
        ("next to last", -2),
        ("last but one", -2),
        ("last but two", -3),
        ("penultimate", -2),
        ("antepenultimate", -3),
    ];
    let hyphens = |words: &str| words.replace(' ', "-");
    let stands = |at: usize, words: &str| text.word(at, words).or_else(|| text.word(at, &hyphens(words)));
    if let Some(found) = named.iter().find_map(|&(words, rank)| Some((rank.into(), stands(at, words)?))) {
        return Some(found);
    }
    let (rank, end) = ordinal(text, at)?;
    let from = gap(text, end);
    let behind = ["to last", "to the last", "from last", "from the last", "from the end"];
    let end = behind.iter().find_map(|words| stands(from, words)).filter(|_| from > end)?;
    Some((-rank, end))
}

/// `twenty-first`, `3rd`, `second to last`; not "a second".
pub(super) fn ranked(text: &Text, at: usize) -> Option<Term> {
    if let Some((rank, end)) = from_the_end(text, at) {
        return Some(term(at, end, rank, Of::Ordinal, None));
    }
    let before = |word: &str| {
        let from = at.checked_sub(word.len() + 1);
        from.is_some_and(|from| text.is_edge(from) && text.literal(from, word) == Some(at - 1))
    };
    if let Some(end) = text.word(at, "last").filter(|_| before("the") || before("very")) {
        return Some(term(at, end, Decimal::NEGATIVE_ONE, Of::Ordinal, None));
    }
    let (rank, end) = ordinal(text, at)?;
    let word = text.slice(at..end).to_lowercase();
    let time = word == "second"
        && ["a", "one", "per", "every", "this", "each", "any", "just a", "split", "i", "we"]
            .iter()
            .any(|w| before(w));
    let phrase = word == "first"
        && (before("at") || ["of all", "off"].iter().any(|w| text.word(gap(text, end), w).is_some()));
    let other = word == "second"
        && ["thoughts", "thought", "hand", "nature", "to none", "the", "that", "your", "his", "him", "her"]
            .iter()
            .any(|word| text.word(gap(text, end), word).is_some());
    // One hundredth of it is a share.
    let share = word.starts_with("one ") && text.word(gap(text, end), "of").is_some();
    (!time && !phrase && !other && !share).then(|| term(at, end, rank, Of::Ordinal, None))
}
