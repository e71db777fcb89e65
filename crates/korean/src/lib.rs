//! Jamo, particles, numbers, readings and pronunciation: pure functions.

pub mod jamo;
pub mod pronounce;
