//! What most people like, and lately.

use super::{Scorer, Taste};
use crate::interactions::Interactions;

#[derive(Clone, Debug, PartialEq)]
pub struct Popularity(Vec<f32>);

impl Popularity {
    pub fn new(interactions: &Interactions) -> Self {
        let count = |item| interactions.items.row(item).1.iter().sum();
        Self((0..interactions.items.rows()).map(count).collect())
    }

    pub fn from_scores(scores: Vec<f32>) -> Self {
        Self(scores)
    }

    pub fn scores(&self) -> &[f32] {
        &self.0
    }
}

impl Scorer for Popularity {
    fn score(&self, _: Taste<'_>, out: &mut [f32]) {
        out.copy_from_slice(&self.0);
    }
}
