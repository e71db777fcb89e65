//! Items and feedback from files: comma- or tab-separated with a first line of names, or a JSON object a line.
//!
//! A wrong line is told with its number and what is wrong, and the others are taken. Names differ from shop to shop:
//! [`fields`] knows the usual ones.

mod fields;
mod lines;

pub use fields::Row;
pub use lines::{Format, Lines};

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct LineError {
    pub line: u64,
    pub what: Wrong,
}

#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Wrong {
    #[error("it cannot be read: {0}")]
    Unreadable(String),
    #[error("there is no {0}")]
    Missing(&'static str),
    #[error("{name} must be {wanted}, not {value:?}")]
    Value { name: &'static str, wanted: &'static str, value: String },
}

/// What a file is about, as its names tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Items,
    /// There are people in it.
    Feedback,
}
