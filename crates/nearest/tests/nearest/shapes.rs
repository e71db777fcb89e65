//! Vectors of several shapes, and what is truly nearest.

use nearest::{Index, Neighbour, Settings};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

pub struct Chance(ChaCha8Rng);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.0.next_u64() % end
    }

    /// About normal: the sum of four numbers that are anywhere.
    pub fn normal(&mut self) -> f32 {
        (0..4).map(|_| self.0.next_u32() as f32 / u32::MAX as f32 - 0.5).sum::<f32>() * 3.0_f32.sqrt()
    }

    pub fn vector(&mut self, width: usize) -> Vec<f32> {
        (0..width).map(|_| self.normal()).collect()
    }
}

/// Anywhere.
pub fn uniform(count: usize, width: usize, seed: u64) -> Vec<Vec<f32>> {
    let mut chance = Chance::new(seed);
    (0..count).map(|_| chance.vector(width)).collect()
}

/// Around fifty places in a narrow cone without negative numbers, as vectors of images are.
pub fn clustered(count: usize, width: usize, seed: u64) -> Vec<Vec<f32>> {
    let mut places = Chance::new(1);
    let places: Vec<Vec<f32>> = (0..50).map(|_| places.vector(width)).collect();
    let mut chance = Chance::new(seed);
    let mut one = || {
        let place = &places[chance.below(50) as usize];
        place.iter().map(|number| (1.0 + 0.3 * number + 0.2 * chance.normal()).max(0.0)).collect()
    };
    (0..count).map(|_| one()).collect()
}

/// Hundreds of copies of few.
pub fn copies(count: usize, width: usize, seed: u64) -> Vec<Vec<f32>> {
    let few = uniform(count / 300 + 1, width, seed);
    (0..count).map(|at| few[at % few.len()].clone()).collect()
}

/// Hundreds that are nearly copies of few.
pub fn near_copies(count: usize, width: usize, seed: u64) -> Vec<Vec<f32>> {
    let mut chance = Chance::new(seed + 1);
    let blurred =
        |vector: Vec<f32>, chance: &mut Chance| vector.iter().map(|n| n + 0.01 * chance.normal()).collect();
    copies(count, width, seed).into_iter().map(|vector| blurred(vector, &mut chance)).collect()
}

pub fn keyed(vectors: &[Vec<f32>]) -> Vec<(u64, &[f32])> {
    vectors.iter().enumerate().map(|(key, vector)| (key as u64, vector.as_slice())).collect()
}

pub fn index_of(vectors: &[Vec<f32>]) -> Index {
    let index = Index::new(vectors[0].len(), Settings::default()).unwrap();
    index.insert_all(&keyed(vectors)).unwrap();
    index
}

pub fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let product = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    product(a, b) / (product(a, a) * product(b, b)).sqrt()
}

/// How many of the wanted were found: a found one counts that is as alike as the last of the truly nearest, whichever
/// of equals it is.
pub fn recall(index: &Index, items: &[(u64, &[f32])], queries: &[Vec<f32>], count: usize) -> f32 {
    let kept: Vec<(u64, Vec<f32>)> =
        items.iter().map(|(key, _)| (*key, index.vector(*key).unwrap())).collect();
    let kept: Vec<(u64, &[f32])> = kept.iter().map(|(key, vector)| (*key, vector.as_slice())).collect();
    let mut hits = 0;
    for query in queries {
        let found = index.search(query, count).unwrap();
        check_order(&found);
        hits += hits_of(&found, &kept, query, count);
    }
    hits as f32 / (queries.len() * count.min(items.len())).max(1) as f32
}

pub fn hits_of(found: &[Neighbour], items: &[(u64, &[f32])], query: &[f32], count: usize) -> usize {
    let mut exact: Vec<f32> = items.iter().map(|(_, vector)| cosine(query, vector)).collect();
    exact.sort_by(|a, b| b.total_cmp(a));
    exact.truncate(count);
    let least = exact.last().copied().unwrap_or(2.0) - 1e-5;
    found.iter().filter(|found| found.similarity >= least).count()
}

pub fn check_order(found: &[Neighbour]) {
    assert!(found.is_sorted_by(|a, b| a.similarity >= b.similarity), "{found:?}");
    let keys: std::collections::HashSet<u64> = found.iter().map(|found| found.key).collect();
    assert_eq!(keys.len(), found.len(), "each once: {found:?}");
}
