//! How much a search may cost.

/// How much a search may cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The largest square that is learnt (EASE), of items or people, whichever are fewer: 12 bytes for each of its
    /// numbers while learning.
    pub square: usize,
    /// As many people are asked, of all folds together.
    pub people: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { square: 8_000, people: 6_000 }
    }
}
