//! What a catalogue takes in, and why not.

use domain::{Feedback, Item};
use jiff::Timestamp;

use crate::embeddings::MOST_DIMENSIONS;

/// Why feedback was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FeedbackError {
    #[error("the weight must be a number from 0 to {MOST_WEIGHT}, not {0}")]
    Weight(f32),
    #[error("the time {at} is in the future: now is {now}")]
    Future { at: Timestamp, now: Timestamp },
    #[error("{person:?} has done something with {MOST_ITEMS} items already: only these can be changed")]
    TooMany { person: String },
    #[error("the id of the {0} must have 1 to {MOST_ID} bytes")]
    Id(&'static str),
}

/// No single thing weighs more: a weight is how often or how long, and a hundred times is as good as a thousand.
pub const MOST_WEIGHT: f32 = 1_000.0;
/// Of one person so many items are kept: somebody with more is a program, or a household of programs.
pub const MOST_ITEMS: usize = 50_000;
pub const MOST_ID: usize = 256;

/// Whether a catalogue can be called so: the name is part of paths and addresses.
pub fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    (1..=64).contains(&name.chars().count()) && name.chars().all(plain)
}

/// Clocks differ by so much.
const AHEAD_SECONDS: i64 = 24 * 3600;

/// Whether feedback is sound: what [`crate::Catalog::record`] would take in.
pub fn check(feedback: &Feedback, now: Timestamp) -> Result<(), FeedbackError> {
    if !(0.0..=MOST_WEIGHT).contains(&feedback.weight) {
        return Err(FeedbackError::Weight(feedback.weight));
    }
    if feedback.at.as_second() > now.as_second() + AHEAD_SECONDS {
        return Err(FeedbackError::Future { at: feedback.at, now });
    }
    for (what, id) in [("person", &feedback.person), ("item", &feedback.item)] {
        if id.is_empty() || id.len() > MOST_ID {
            return Err(FeedbackError::Id(what));
        }
    }
    Ok(())
}

/// Why an item was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ItemError {
    #[error("the id of the item must have 1 to {MOST_ID} bytes")]
    Id,
    #[error("the price must be a number from 0, not {0}")]
    Price(f64),
    #[error("{0} has more than {1} bytes")]
    TooLong(&'static str, usize),
    #[error("{0} has more than {1} entries")]
    TooMany(&'static str, usize),
    #[error("the vector must be of numbers, not all of them 0")]
    Vector,
}

/// So much can be said of an item.
const MOST_TEXT: usize = 20_000;
const MOST_LABELS: usize = 100;

/// Whether an item is sound: what [`crate::Catalog::put`] should take in.
pub fn check_item(item: &Item) -> Result<(), ItemError> {
    if item.id.is_empty() || item.id.len() > MOST_ID {
        return Err(ItemError::Id);
    }
    if let Some(price) = item.price.filter(|price| !price.is_finite() || *price < 0.0) {
        return Err(ItemError::Price(price));
    }
    let labels = item.categories.iter().chain(&item.labels).map(|label| ("a category or label", label));
    let texts = [("the title", Some(&item.title)), ("the image's address", item.image.as_ref())]
        .into_iter()
        .filter_map(|(what, text)| Some((what, text?)));
    for (what, text) in labels.chain(texts) {
        if text.len() > MOST_TEXT / 10 {
            return Err(ItemError::TooLong(what, MOST_TEXT / 10));
        }
    }
    for (what, text) in [("the text", Some(&item.text)), ("the partner's data", item.data.as_ref())] {
        if text.is_some_and(|text| text.len() > MOST_TEXT) {
            return Err(ItemError::TooLong(what, MOST_TEXT));
        }
    }
    if item.categories.len().max(item.labels.len()) > MOST_LABELS {
        return Err(ItemError::TooMany("categories or labels", MOST_LABELS));
    }
    if item.vector.len() > MOST_DIMENSIONS {
        return Err(ItemError::TooMany("the vector", MOST_DIMENSIONS));
    }
    let says = item.vector.iter().all(|x| x.is_finite()) && item.vector.iter().any(|x| *x != 0.0);
    if item.vector.is_empty() || says { Ok(()) } else { Err(ItemError::Vector) }
}
