//! What describes items, as numbers: words, each as much as it is rare, and vectors; each kind of length 1.

use crate::catalog::{Catalog, VECTORS};
use crate::embeddings::{Centre, Direction};

/// Words, and the kinds of vectors.
pub(super) const KINDS: usize = 1 + VECTORS;

/// A sum of what describes items.
pub(super) struct Features {
    /// By the word's number.
    words: Vec<f32>,
    vectors: [Vec<f32>; VECTORS],
    centres: [Centre; VECTORS],
}

impl Features {
    /// Of these items, each so many times.
    pub fn sum(catalog: &Catalog, items: impl IntoIterator<Item = (u32, f32)>) -> Self {
        let centres = catalog.vectors().each_ref().map(|vectors| vectors.centre());
        let vectors = centres.each_ref().map(|centre| vec![0.0; centre.dimensions()]);
        let mut sum = Self { words: vec![0.0; catalog.words()], vectors, centres };
        for (item, by) in items {
            let length = length(catalog, item);
            for &term in catalog.terms(item) {
                sum.words[term as usize] += by * catalog.rarity(term) / length;
            }
            for (kind, vectors) in catalog.vectors().iter().enumerate() {
                vectors.add(item, &sum.centres[kind], by, &mut sum.vectors[kind]);
            }
        }
        sum
    }

    /// Each kind so many times.
    pub fn scaled(mut self, by: [f32; KINDS]) -> Self {
        self.words.iter_mut().for_each(|x| *x *= by[0]);
        for (vector, by) in self.vectors.iter_mut().zip(&by[1..]) {
            vector.iter_mut().for_each(|x| *x *= by);
        }
        self
    }

    pub fn plus(mut self, other: Self) -> Self {
        let add = |sum: &mut Vec<f32>, other: Vec<f32>| {
            sum.iter_mut().zip(other).for_each(|(sum, other)| *sum += other);
        };
        add(&mut self.words, other.words);
        self.vectors.iter_mut().zip(other.vectors).for_each(|(sum, other)| add(sum, other));
        self
    }

    /// For products with many items.
    pub fn ready<'a>(&self, catalog: &'a Catalog) -> Ready<'a> {
        let words = (0..).zip(&self.words).map(|(term, sum)| sum * catalog.rarity(term)).collect();
        let direction =
            |kind: usize| catalog.vectors()[kind].towards(&self.centres[kind], &self.vectors[kind]);
        Ready { catalog, words, directions: std::array::from_fn(direction) }
    }
}

/// A sum that is asked how well many items fit it.
pub(super) struct Ready<'a> {
    catalog: &'a Catalog,
    words: Vec<f32>,
    directions: [Direction<'a>; VECTORS],
}

impl Ready<'_> {
    /// How well an item fits by one kind of its descriptions; 0 where it has none.
    pub fn part(&self, kind: usize, item: u32) -> f32 {
        let Some(vectors) = kind.checked_sub(1) else {
            let fits: f32 = self.catalog.terms(item).iter().map(|&term| self.words[term as usize]).sum();
            return fits / length(self.catalog, item);
        };
        self.directions[vectors].product(item).unwrap_or_default()
    }

    pub fn score(&self, item: u32) -> f32 {
        (0..KINDS).map(|kind| self.part(kind, item)).sum()
    }
}

/// How long an item's words are together; 1 where there are none, so that nothing is divided by 0.
pub(super) fn length(catalog: &Catalog, item: u32) -> f32 {
    let squared: f32 = catalog.terms(item).iter().map(|&term| catalog.rarity(term).powi(2)).sum();
    if squared > 0.0 { squared.sqrt() } else { 1.0 }
}
