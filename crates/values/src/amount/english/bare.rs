//! Whether an English number by itself is a number: not the pronoun "one", not part of a code.

use crate::numeral::english::gap;
use crate::numeral::{Form, Numeral};
use crate::text::Text;

/// A number by itself: not the pronoun "one", not part of a code.
pub(super) fn is_number(text: &Text, at: usize, numeral: &Numeral) -> bool {
    if numeral.form == Form::Figure {
        return text.is_edge(numeral.end);
    }
    // A one-way ticket.
    if text.at(numeral.end) == Some('-') && numeral.value == rust_decimal::Decimal::ONE {
        return false;
    }
    match text.slice(at..numeral.end).to_lowercase().as_str() {
        "one" => !is_pronoun(text, at, numeral.end),
        // Half past three, a quarter to five, half an hour are times.
        "half" | "a half" | "quarter" | "a quarter" | "half a" | "half an" => ![
            "past", "to", "after", "till", "hour", "an hour", "day", "a day", "year", "a year", "time",
            "way", "off",
        ]
        .iter()
        .any(|word| text.word(gap(text, numeral.end), word).is_some()),
        "million" | "billion" | "thousand" | "trillion" | "hundred" | "dozen" => {
            text.begins_word(at) && !preceded_by_some(text, at)
        }
        _ => true,
    }
}

pub(super) fn preceded_by_some(text: &Text, at: usize) -> bool {
    ["several ", "few ", "many ", "some "]
        .iter()
        .any(|word| at.checked_sub(word.len()).is_some_and(|from| text.literal(from, word) == Some(at)))
}

/// The one, no one, which one, one another, one of the ...
pub(super) fn is_pronoun(text: &Text, at: usize, end: usize) -> bool {
    const BEFORE: &str = "the this that which no any every each some another good new other right wrong next last first second best \
                          bad big small red blue old same only loved little last-one nice better worse great green black white hot cold my your";
    const BEHIND: &str = "another should must can could would might may cannot has is was will day's needs never of by who that which's at day";
    let stop = at.saturating_sub(1);
    let before: String =
        (0..stop).rev().take(12).map_while(|at| text.at(at).filter(|c| c.is_alphabetic())).collect();
    let before: String = before.chars().rev().collect();
    let next: String = text.rest_of_word(gap(text, end)).iter().collect();
    let spaced = text.at(end) == Some(' ');
    BEFORE.split_whitespace().any(|word| word == before && text.before(at) == Some(' '))
        || spaced && BEHIND.split_whitespace().any(|word| word == next)
        || text.at(end) == Some('\'')
}
