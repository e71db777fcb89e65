//! Jamo, particles, numbers, readings, spellings and pronunciation: pure functions.

pub mod ending;
pub mod jamo;
pub mod numeral;
pub mod particle;
pub mod pronounce;
pub mod reading;
pub mod rewrite;
pub mod spacing;
pub mod written;
