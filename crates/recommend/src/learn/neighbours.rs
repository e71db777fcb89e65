//! What is liked together: for each item the others that the same people like, more often than by chance.

use rayon::prelude::*;

use super::{Scorer, Taste};
use crate::interactions::{Interaction, Interactions, Sparse};
use crate::top::Top;

#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// How many neighbours are kept of each item.
    pub kept: usize,
    /// People taken away from every count, so that two who agree by chance say little.
    pub shrink: f32,
    /// 0: by how many like both; 1: as if all items were equally popular; 0.5: the cosine.
    pub fairness: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { kept: 100, shrink: 20.0, fairness: 0.5 }
    }
}

/// For each item, its neighbours and how near they are, the nearest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbours(pub(crate) Vec<Vec<(u32, f32)>>);

/// Of somebody who has done a great many things, only so many are looked at.
const MOST_THINGS: usize = 1_000;
/// Of an item that a great many like, so many people are asked.
const MOST_PEOPLE: usize = 20_000;

pub fn learn(interactions: &Interactions, settings: &Settings) -> Neighbours {
    let (people, items) = (&interactions.people, &interactions.items);
    let room = || (vec![0.0_f32; items.rows()], Vec::new());
    let of = |(counts, seen): &mut (Vec<f32>, Vec<u32>), item: usize| {
        let them = items.row(item).0;
        for &person in them.iter().step_by(them.len() / MOST_PEOPLE + 1) {
            let theirs = people.row(person as usize).0;
            let by = 1.0 / (1.0 + theirs.len() as f32).ln();
            for &other in theirs.iter().step_by(theirs.len() / MOST_THINGS + 1) {
                if counts[other as usize] == 0.0 {
                    seen.push(other);
                }
                counts[other as usize] += by;
            }
        }
        let mut top = Top::new(settings.kept);
        let much = |item: usize| items.row(item).0.len() as f32;
        for other in seen.drain(..) {
            let count = std::mem::take(&mut counts[other as usize]);
            if other as usize != item {
                let by_chance = (much(item) * much(other as usize)).powf(settings.fairness) + settings.shrink;
                top.offer(other, count / by_chance);
            }
        }
        top.sorted()
    };
    Neighbours((0..items.rows()).into_par_iter().map_init(room, of).collect())
}

impl Neighbours {
    pub(crate) fn sparse(&self) -> Sparse {
        let entries = (0..).zip(&self.0).flat_map(|(item, near)| {
            near.iter().map(move |&(other, weight)| Interaction { person: item, item: other, weight })
        });
        Sparse::new(self.0.len(), self.0.len(), entries.collect())
    }

    pub(crate) fn from_sparse(sparse: &Sparse) -> Self {
        let row = |row| {
            let (columns, weights) = sparse.row(row);
            let mut near: Vec<(u32, f32)> = columns.iter().copied().zip(weights.iter().copied()).collect();
            near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            near
        };
        Self((0..sparse.rows()).map(row).collect())
    }

    /// The nearest first.
    pub fn of(&self, item: u32) -> &[(u32, f32)] {
        &self.0[item as usize]
    }
}

impl Scorer for Neighbours {
    fn score(&self, taste: Taste<'_>, out: &mut [f32]) {
        out.fill(0.0);
        for (&item, &weight) in taste.items.iter().zip(taste.weights) {
            for &(other, near) in self.of(item) {
                out[other as usize] += weight * near;
            }
        }
    }
}
