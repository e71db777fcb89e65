//! The learners: each reads interactions, and gives what it takes to score items for a person.

pub mod als;
pub mod ease;
pub mod neighbours;

pub mod popularity;
pub mod transitions;
pub mod warp;

use std::sync::atomic::{AtomicBool, Ordering};

/// Learning was told to stop; what had been learnt before goes on serving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("learning was stopped")]
pub struct Stopped;

/// Stops learning from another thread.
#[derive(Debug, Default)]
pub struct Halt(AtomicBool);

impl Halt {
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub fn check(&self) -> Result<(), Stopped> {
        if self.0.load(Ordering::Relaxed) { Err(Stopped) } else { Ok(()) }
    }
}

/// What somebody has done, by the numbers of the items, and how much each counts.
#[derive(Clone, Copy, Debug)]
pub struct Taste<'a> {
    pub items: &'a [u32],
    pub weights: &'a [f32],
}

/// What learners have in common: from what somebody has done, now and whoever it is, a score for every item.
pub trait Scorer: Send + Sync {
    /// Writes a score for each item; what the numbers mean is the learner's own.
    fn score(&self, taste: Taste<'_>, out: &mut [f32]);
}
