//! Is the sentence complete? Decides how long to wait for more.

pub use korean::ending::Ending;

use crate::english;

/// How a text ends, in the language of its last word.
pub fn ending(text: &str) -> Ending {
    let last = text.chars().rev().find(|c| c.is_alphabetic());
    if last.is_some_and(|c| c.is_ascii()) {
        english::ending::ending(text)
    } else {
        korean::ending::ending(text)
    }
}
