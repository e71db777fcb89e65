//! Honest measuring: what was held back is foretold, everything that was not done is a candidate.

mod fold;
mod metrics;

pub use fold::{Fold, HoldOut};
pub use metrics::{Judgement, Seat, best, judge};
