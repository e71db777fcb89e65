//! What an item's description says of whether somebody will like it, for items of which nothing was learnt.
//!
//! An item is described by words and by up to two vectors. How much somebody will like it is guessed in two ways: from
//! what their likings are described like, and from what the learners say of well-known items that are described alike
//! ([`anchors`]). Both are sums over what describes the item, so that one product says it.

mod anchors;
mod features;

use super::Likings;
use crate::catalog::Catalog;

pub(super) use anchors::Anchors;
use features::{Features, KINDS, Ready};

/// Somebody's guess.
pub(super) struct Guess<'a> {
    ready: Ready<'a>,
    mean: f32,
    by: f32,
    spread: f32,
}

/// So many items, from everywhere in the catalogue, tell how far scores lie apart.
const SAMPLE: usize = 256;

/// An item of which nothing was learnt begins a little below the middle: a description says less than people do. With this
/// a tenth of new items took 2 to 6 % of the first ten places (MovieLens), and what was foretold in all suffered little.
const BELOW: f32 = -0.5;

impl<'a> Guess<'a> {
    /// For somebody of whom the learners say this.
    pub fn new(catalog: &'a Catalog, anchors: &Anchors, likings: &Likings, of_model: &[f32]) -> Self {
        let likings = likings.numbers.iter().copied().zip(likings.strengths.iter().copied());
        let liked = Features::sum(catalog, likings);
        let handed_on = Features::sum(catalog, anchors.weights(of_model));
        let sample: Vec<u32> = sample(catalog);
        let spreads: [f32; KINDS] =
            std::array::from_fn(|kind| level(sample.iter().map(|&item| liked.part(catalog, kind, item))).1);
        let described_by = spreads.iter().filter(|spread| **spread > 0.0).count().max(1) as f32;
        let whole =
            |features: &Features, item| (0..KINDS).map(|kind| features.part(catalog, kind, item)).sum();
        let of_anchors = level(sample.iter().map(|&item| whole(&handed_on, item))).1;
        let both =
            handed_on.scaled([of_anchors; KINDS]).plus(liked.scaled(spreads.map(|by| by / described_by)));
        let (mean, by) = level(sample.iter().map(|&item| whole(&both, item)));
        let ready = both.ready(catalog);
        let squared: f32 = of_model.iter().map(|score| score * score).sum();
        let spread = (squared / of_model.len().max(1) as f32).sqrt();
        Self { ready, mean, by, spread: if spread > 0.0 { spread } else { 1.0 } }
    }

    /// The score of an item of which nothing was learnt, beside the scores of the learners.
    pub fn score(&self, item: u32) -> f32 {
        let fits: f32 = self.ready.parts(item).iter().sum();
        self.spread * (BELOW + (fits - self.mean) * self.by)
    }
}

/// How alike other items are described as one is.
pub(super) struct Alike<'a> {
    ready: Ready<'a>,
    kinds: f32,
}

impl<'a> Alike<'a> {
    pub fn new(catalog: &'a Catalog, item: u32) -> Self {
        let ready = Features::sum(catalog, [(item, 1.0)]).ready(catalog);
        let kinds = ready.parts(item).iter().filter(|part| **part > 0.0).count();
        Self { ready, kinds: kinds.max(1) as f32 }
    }

    /// From 0 to about 1.
    pub fn of(&self, other: u32) -> f32 {
        self.ready.parts(other).iter().map(|part| part.max(0.0)).sum::<f32>() / self.kinds
    }
}

fn sample(catalog: &Catalog) -> Vec<u32> {
    let step = (catalog.numbers() / SAMPLE).max(1);
    (0..catalog.numbers() as u32).step_by(step).filter(|&number| catalog.item(number).is_some()).collect()
}

/// The mean, and what brings the spread to 1; 0 where all are the same.
fn level(scores: impl Iterator<Item = f32> + Clone) -> (f32, f32) {
    let count = scores.clone().count().max(1) as f32;
    let mean = scores.clone().sum::<f32>() / count;
    let spread = (scores.map(|score| (score - mean).powi(2)).sum::<f32>() / count).sqrt();
    (mean, if spread > 1e-6 { 1.0 / spread } else { 0.0 })
}
