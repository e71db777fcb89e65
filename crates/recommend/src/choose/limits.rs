//! How much learning may cost.

/// How much learning may cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The largest square that is learnt (EASE), of items or people, whichever are fewer.
    pub square: usize,
    /// As many people are asked, of all folds together.
    pub people: usize,
    /// Learning takes no more bytes than this, what it learns from included; what does not fit is left out, and told in
    /// the report. By estimate: what a learner takes is known before it begins.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { square: 8_000, people: 6_000, memory: 4 << 30 }
    }
}

impl Limits {
    /// Half of the memory that there is.
    pub fn of_memory(available: u64) -> Self {
        Self { memory: available / 2, ..Self::default() }
    }
}
