//! Items and feedback from files: comma- or tab-separated with a first line of names, a JSON object a line, or Parquet.
//!
//! A wrong line is told with its number and what is wrong, and the others are taken. Names differ from shop to shop:
//! [`fields`] knows the usual ones. Text is UTF-8, CP949 (what Korean spreadsheets write) or UTF-16, as its bytes show.

mod fields;
mod lines;
mod parquet;
mod separated;
mod texts;

pub use fields::Row;
pub use lines::{Format, Lines};
pub use parquet::{MAGIC as PARQUET, Rows};

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
    #[error("a quotation mark is not closed")]
    Quotes,
    #[error("it has {values} values for {names} names")]
    Columns { values: usize, names: usize },
    #[error("no column is called id, or person and item; there are {0}")]
    Names(String),
    #[error("the file is broken from here on: {0}")]
    Broken(String),
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
