//! Ranks in English: `twenty-first`, `3rd`, `second to last`.

use rust_decimal::Decimal;

use crate::amount::{Of, Term, term};
use crate::numeral::english::{gap, ordinal};
use crate::text::Text;

/// `twenty-first`, `3rd`, `second to last`; not "a second".
pub(super) fn ranked(text: &Text, at: usize) -> Option<Term> {
    let from_end = [
        ("second to last", -2),
        ("second from last", -2),
        ("next to last", -2),
        ("third to last", -3),
        ("last but one", -2),
        ("third from last", -3),
        ("fourth to last", -4),
        ("penultimate", -2),
    ];
    if let Some((rank, end)) = from_end.iter().find_map(|&(words, rank)| Some((rank, text.word(at, words)?)))
    {
        return Some(term(at, end, Decimal::from(rank), Of::Ordinal, None));
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
        && ["thoughts", "thought", "hand", "nature", "to none"]
            .iter()
            .any(|word| text.word(gap(text, end), word).is_some());
    (!time && !phrase && !other).then(|| term(at, end, rank, Of::Ordinal, None))
}
