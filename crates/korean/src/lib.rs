//! Jamo, particles, numbers, readings and pronunciation: pure functions.
