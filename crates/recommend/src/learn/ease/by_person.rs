//! From the square of the people: for catalogues with more items than people.
//!
//! With X the weighted interactions and D the costs, the inverse that is wanted is P = (D + XᵀX)⁻¹ = D⁻¹ - D⁻¹XᵀKXD⁻¹,
//! where K = (1 + XD⁻¹Xᵀ)⁻¹ is a square of the people. P itself is never written down.

use faer::linalg::solvers::DenseSolveCore;
use faer::{Mat, MatMut, Side};
use rayon::prelude::*;

use super::{Settings, costs, weight};
use crate::interactions::{Interactions, Sparse};
use crate::learn::{Scorer, Taste};

#[derive(Clone, Debug)]
pub struct Ease {
    /// By item: who liked it.
    pub(crate) items: Sparse,
    /// What one thing of each person counts: the root of it, for it stands on both sides.
    pub(crate) people: Vec<f32>,
    pub(crate) costs: Vec<f32>,
    /// K, whose rows are its columns.
    pub(crate) inverse: Mat<f32>,
    /// The diagonal of P, times the cost.
    pub(crate) diagonal: Vec<f32>,
}

pub fn learn(interactions: &Interactions, settings: &Settings) -> Ease {
    let count = interactions.people.rows();
    let costs = costs(interactions, settings);
    let things = |person| interactions.people.row(person).0.len();
    let people: Vec<f32> =
        (0..count).map(|person| weight(things(person).max(1), settings.modesty).sqrt()).collect();
    let mut square = square(interactions, &people, &costs);
    let matrix = MatMut::from_row_major_slice_mut(&mut square, count, count);
    let inverse =
        matrix.as_ref().llt(Side::Lower).map_or_else(|_| Mat::zeros(count, count), |it| it.inverse());
    let items = interactions.items.clone();
    let diagonal = (0..items.rows())
        .into_par_iter()
        .map(|item| {
            let (them, weights) = items.row(item);
            let row = |at: usize| people[them[at] as usize] * weights[at];
            let through = (0..them.len()).map(|a| {
                let column = inverse.col(them[a] as usize);
                row(a) * (0..them.len()).map(|b| row(b) * column[them[b] as usize]).sum::<f32>()
            });
            1.0 - through.sum::<f32>() / costs[item]
        })
        .collect();
    Ease { items, people, costs, inverse, diagonal }
}

/// 1 + XD⁻¹Xᵀ, row by row.
fn square(interactions: &Interactions, people: &[f32], costs: &[f32]) -> Vec<f32> {
    let count = people.len();
    let mut square = vec![0.0; count * count];
    square.par_chunks_mut(count.max(1)).enumerate().for_each(|(person, row)| {
        row[person] = 1.0;
        let (theirs, weights) = interactions.people.row(person);
        for (&item, weight) in theirs.iter().zip(weights) {
            let by = people[person] * weight / costs[item as usize];
            let (them, weights) = interactions.items.row(item as usize);
            for (&other, weight) in them.iter().zip(weights) {
                row[other as usize] += by * weight * people[other as usize];
            }
        }
    });
    square
}

impl Scorer for Ease {
    fn score(&self, taste: Taste<'_>, out: &mut [f32]) {
        let mut alike = vec![0.0; self.people.len()];
        for (&item, liked) in taste.items.iter().zip(taste.weights) {
            let (them, weights) = self.items.row(item as usize);
            for (&person, weight) in them.iter().zip(weights) {
                alike[person as usize] +=
                    liked * weight * self.people[person as usize] / self.costs[item as usize];
            }
        }
        let mut through = vec![0.0; self.people.len()];
        for (person, &alike) in alike.iter().enumerate().filter(|(_, alike)| **alike != 0.0) {
            let column =
                self.inverse.col(person).try_as_col_major().expect("columns lie in one piece").as_slice();
            through.iter_mut().zip(column).for_each(|(through, number)| *through += alike * number);
        }
        for (person, through) in through.iter_mut().enumerate() {
            *through *= self.people[person];
        }
        for (item, out) in out.iter_mut().enumerate() {
            let (them, weights) = self.items.row(item);
            let said: f32 =
                them.iter().zip(weights).map(|(&person, weight)| through[person as usize] * weight).sum();
            *out = said / self.diagonal[item];
        }
    }
}
