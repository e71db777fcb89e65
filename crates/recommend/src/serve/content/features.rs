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

    /// How well an item fits by one kind of its descriptions; 0 where it has none.
    pub fn part(&self, catalog: &Catalog, kind: usize, item: u32) -> f32 {
        let Some(kind) = kind.checked_sub(1) else {
            let terms = catalog.terms(item).iter();
            let fits: f32 = terms.map(|&term| self.words[term as usize] * catalog.rarity(term)).sum();
            return fits / length(catalog, item);
        };
        catalog.vectors()[kind].product(item, &self.centres[kind], &self.vectors[kind])
    }

    /// For products with many items.
    pub fn ready<'a>(&self, catalog: &'a Catalog) -> Ready<'a> {
        let word = |(term, sum): (u32, &f32)| {
            let rarity = catalog.rarity(term);
            [sum * rarity, rarity * rarity]
        };
        let words = (0..).zip(&self.words).map(word).collect();
        let direction =
            |kind: usize| catalog.vectors()[kind].towards(&self.centres[kind], &self.vectors[kind]);
        Ready { catalog, words, directions: std::array::from_fn(direction) }
    }
}

/// A sum that is asked how well many items fit it.
pub(super) struct Ready<'a> {
    catalog: &'a Catalog,
    /// Of each word, what it counts and what it adds to an item's length, squared.
    words: Vec<[f32; 2]>,
    directions: [Direction<'a>; VECTORS],
}

impl Ready<'_> {
    /// As of the sum, by one kind after the other.
    pub fn parts(&self, item: u32) -> [f32; KINDS] {
        let (mut fits, mut squared) = (0.0, 0.0);
        for &term in self.catalog.terms(item) {
            let [counts, adds] = self.words[term as usize];
            fits += counts;
            squared += adds;
        }
        let words = if squared > 0.0 { fits / squared.sqrt() } else { 0.0 };
        let product = |kind: usize| self.directions[kind].product(item).unwrap_or_default();
        std::array::from_fn(|kind| kind.checked_sub(1).map_or(words, product))
    }
}

/// How long an item's words are together; 1 where there are none, so that nothing is divided by 0.
pub(super) fn length(catalog: &Catalog, item: u32) -> f32 {
    let squared: f32 = catalog.terms(item).iter().map(|&term| catalog.rarity(term).powi(2)).sum();
    if squared > 0.0 { squared.sqrt() } else { 1.0 }
}
