//! The best-known items: what the learners say of them is handed on to items that are described alike.
//!
//! Ridge regression, in its dual form: whoever asks, the weights of the anchors are the learners' scores of them times
//! one matrix. So what is handed on follows all that the learners know of somebody, not their likings alone.

use faer::linalg::solvers::DenseSolveCore;
use faer::{Mat, Side};
use pulp::Arch;

use super::features::length;
use crate::catalog::Catalog;

#[derive(Clone, Debug, Default)]
pub(in crate::serve) struct Anchors {
    numbers: Vec<u32>,
    /// Their places in the model.
    places: Vec<u32>,
    /// A row for each: what the others' scores count for its weight.
    inverse: Vec<f32>,
}

/// The weights come from a square of this side, in each answer. Twice as many foretold little better.
const MOST: usize = 1_000;
/// The more, the less each anchor is believed. Chosen from 3, 10 and 30 on one set of films (MovieLens 100K).
const RIDGE: f32 = 10.0;

impl Anchors {
    /// Of items that the learners know, with their places there.
    pub fn new(catalog: &Catalog, known: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut known: Vec<(u32, u32)> = known.filter(|(number, _)| catalog.is_described(*number)).collect();
        known.sort_by(|a, b| catalog.liked_by(b.0).total_cmp(&catalog.liked_by(a.0)).then(a.0.cmp(&b.0)));
        known.truncate(MOST);
        let (numbers, places): (Vec<u32>, Vec<u32>) = known.into_iter().unzip();
        let mut alike = alike(catalog, &numbers);
        for at in 0..numbers.len() {
            alike[(at, at)] += RIDGE;
        }
        // A matrix of products with something added to its diagonal has an inverse; if rounding has taken it, nothing is
        // handed on.
        let Ok(factored) = alike.llt(Side::Lower) else { return Self::default() };
        let inverse = factored.inverse();
        let inverse =
            (0..numbers.len()).flat_map(|row| inverse.col(row).iter().copied().collect::<Vec<f32>>());
        Self { inverse: inverse.collect(), numbers, places }
    }

    /// The anchors, each as much as it counts where the learners say this.
    pub fn weights(&self, of_model: &[f32]) -> Vec<(u32, f32)> {
        let scores: Vec<f32> = self.places.iter().map(|&place| of_model[place as usize]).collect();
        let rows = self.inverse.chunks_exact(self.numbers.len().max(1));
        let weights: Vec<f32> = Arch::new().dispatch(
            #[inline(always)]
            || rows.map(|row| product(row, &scores)).collect(),
        );
        self.numbers.iter().copied().zip(weights).collect()
    }
}

/// Many sums at once, as wide as the processor's vectors.
#[inline(always)]
fn product(a: &[f32], b: &[f32]) -> f32 {
    const WIDE: usize = 32;
    let (a, rest_of_a) = a.as_chunks::<WIDE>();
    let (b, rest_of_b) = b.as_chunks::<WIDE>();
    let mut sums = [0.0_f32; WIDE];
    for (a, b) in a.iter().zip(b) {
        for i in 0..WIDE {
            sums[i] += a[i] * b[i];
        }
    }
    let rest: f32 = rest_of_a.iter().zip(rest_of_b).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f32>() + rest
}

/// How alike every two items are described.
fn alike(catalog: &Catalog, items: &[u32]) -> Mat<f32> {
    let mut alike = Mat::zeros(items.len(), items.len());
    for vectors in catalog.vectors() {
        let centre = vectors.centre();
        let mut rows = Mat::zeros(centre.dimensions(), items.len());
        let mut row = vec![0.0; centre.dimensions()];
        for (at, &item) in items.iter().enumerate() {
            row.fill(0.0);
            vectors.add(item, &centre, 1.0, &mut row);
            (0..row.len()).for_each(|i| rows[(i, at)] = row[i]);
        }
        alike += rows.transpose() * &rows;
    }
    // Of each word, the items that it describes, and how much it says of each.
    let mut described: Vec<Vec<(usize, f32)>> = vec![Vec::new(); catalog.words()];
    for (at, &item) in items.iter().enumerate() {
        let length = length(catalog, item);
        for &term in catalog.terms(item) {
            described[term as usize].push((at, catalog.rarity(term) / length));
        }
    }
    for word in &described {
        for &(a, by) in word {
            for &(b, too) in word {
                alike[(a, b)] += by * too;
            }
        }
    }
    alike
}
