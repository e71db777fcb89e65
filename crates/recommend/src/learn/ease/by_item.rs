//! From the square of the items.

use faer::linalg::solvers::DenseSolveCore;
use faer::{Mat, MatMut, Side};
use rayon::prelude::*;

use super::{Settings, scale, weight};
use crate::interactions::Interactions;
use crate::learn::{Scorer, Taste};

/// How often every two items are liked by the same person.
pub struct Together {
    counts: Mat<f32>,
    scale: f32,
}

/// Of somebody who has done a great many things, only so many say what goes with what.
const MOST_THINGS: usize = 2_000;

impl Together {
    pub fn new(interactions: &Interactions, modesty: f32) -> Self {
        let (people, items) = (&interactions.people, &interactions.items);
        let mut counts = vec![0.0; items.rows() * items.rows()];
        counts.par_chunks_mut(items.rows().max(1)).enumerate().for_each(|(item, counts)| {
            let (them, how_much) = items.row(item);
            for (&person, how_much) in them.iter().zip(how_much) {
                let (theirs, weights) = people.row(person as usize);
                let by = how_much * weight(theirs.len(), modesty);
                for (&other, weight) in theirs.iter().zip(weights).take(MOST_THINGS) {
                    counts[other as usize] += by * weight;
                }
            }
        });
        let counts = MatMut::from_row_major_slice_mut(&mut counts, items.rows(), items.rows()).to_owned();
        Self { counts, scale: scale(interactions, modesty) }
    }
}

/// What each item says of each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Ease {
    pub(crate) items: usize,
    /// A row for each item that was liked.
    pub(crate) weights: Vec<f32>,
}

pub fn learn(together: &Together, settings: &Settings) -> Ease {
    let items = together.counts.nrows();
    let mut matrix = together.counts.clone();
    let grow = settings.dropout / (1.0 - settings.dropout);
    for at in 0..items {
        matrix[(at, at)] += settings.regularization * together.scale + grow * matrix[(at, at)];
    }
    let mut weights = vec![0.0; items * items];
    // A matrix of counts with something added to its diagonal has an inverse; if rounding has taken it, nothing is said.
    if let Ok(factored) = matrix.llt(Side::Lower) {
        let inverse = factored.inverse();
        // The inverse is symmetric: a column, which lies in one piece, is a row.
        weights.par_chunks_mut(items.max(1)).enumerate().for_each(|(row, weights)| {
            for (other, weight) in weights.iter_mut().enumerate() {
                *weight = if other == row { 0.0 } else { -inverse[(other, row)] / inverse[(other, other)] };
            }
        });
    }
    Ease { items, weights }
}

impl Scorer for Ease {
    fn score(&self, taste: Taste<'_>, out: &mut [f32]) {
        out.fill(0.0);
        for (&item, &weight) in taste.items.iter().zip(taste.weights) {
            let row = &self.weights[item as usize * self.items..][..self.items];
            for (out, number) in out.iter_mut().zip(row) {
                *out += weight * number;
            }
        }
    }
}
