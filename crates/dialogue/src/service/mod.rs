//! x
pub mod wording;
