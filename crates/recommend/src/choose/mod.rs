//! Which learners, with which settings, in which mixture: chosen by foretelling what was held back.
//!
//! Defaults mislead: the same regularization that is best for one shop loses a third on another. So every setting that
//! matters is searched, on folds of this catalogue's own events, and the mixture as well.

mod climb;
mod limits;
mod mixture;
mod piece;
mod plan;
mod round;
mod saving;
mod search;
mod together;
mod trials;

pub use limits::Limits;
pub use piece::Piece;
pub use plan::{Plan, sample};
pub use saving::Saving;
pub use search::choose;
pub use together::Judged;
pub use trials::Trials;

pub(crate) use mixture::level;

use crate::judge::Judgement;
use crate::learn::{als, ease, neighbours, warp};

/// A learner with its settings.
#[derive(Clone, Debug, PartialEq)]
pub enum Recipe {
    Popularity,
    Neighbours(neighbours::Settings),
    Ease(ease::Settings),
    Als(als::Settings),
    Warp(warp::Settings),
}

impl Recipe {
    /// What the learner is called in reports.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Popularity => "popularity",
            Self::Neighbours(_) => "neighbours",
            Self::Ease(_) => "ease",
            Self::Als(_) => "als",
            Self::Warp(_) => "warp",
        }
    }
}

/// What was chosen, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Each learner's best settings, how good it is alone, and its share of the mixture.
    pub parts: Vec<Part>,
    /// How good the mixture is.
    pub mixture: Judgement,
    /// How many settings were tried.
    pub tried: usize,
    /// What was not learnt to keep within the memory.
    pub savings: Vec<Saving>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub recipe: Recipe,
    pub alone: Judgement,
    /// 0 where the mixture is better without it; all of them are 1.
    pub share: f32,
}
