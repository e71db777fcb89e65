//! How likely a passage answers a question, by how alike both are.
//!
//! Sentence vectors put all questions of a service near all of its passages, so how alike two are says less than how far
//! a passage stands out: its lead over the next best.
//!
//! The numbers were fitted to the questions of `testdata/knowledge` and `fresh`, three candidates each; those of `later`,
//! which were written before, were looked at while choosing among settings. What came out is in docs/performance.md.

use crate::vector::Purpose;

/// From here on a passage is said.
pub const ENOUGH: f32 = 0.6;

/// A question is less like what answers it than like another question.
const ANSWERS: f32 = 0.025;
/// Meaning, its lead, letters and the rest.
const BOTH: (f32, f32, f32, f32) = (46.3, 74.9, 4.8, -43.4);
/// Where there is no model: letters and the rest.
const LETTERS_ALONE: (f32, f32) = (12.0, -7.0);

/// How alike a question is to a phrasing, whatever kind it is of.
pub fn likeness(purpose: Purpose, product: f32) -> f32 {
    match purpose {
        Purpose::Query => product,
        Purpose::Passage => product + ANSWERS,
    }
}

/// `lead`: how much more alike the meaning is than that of the best other passage; negative when that is nearer.
pub fn confidence(meaning: Option<f32>, lead: f32, letters: f32) -> f32 {
    let sum = match meaning {
        Some(meaning) => BOTH.0 * meaning + BOTH.1 * lead + BOTH.2 * letters + BOTH.3,
        None => LETTERS_ALONE.0 * letters + LETTERS_ALONE.1,
    };
    1.0 / (1.0 + (-sum).exp())
}
