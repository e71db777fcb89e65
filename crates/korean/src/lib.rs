//! Jamo, particles, numbers, readings and pronunciation: pure functions.

pub mod jamo;
pub mod numeral;
pub mod particle;
pub mod pronounce;
pub mod reading;
