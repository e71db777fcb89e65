//! Scores of several learners, added up: each brought to the same spread for the person who asks.

use rayon::prelude::*;

use crate::judge::{Judgement, Seat, best};

/// Brings scores to a mean of 0 and a spread of 1.
pub fn level(scores: &mut [f32]) {
    let count = scores.len().max(1) as f32;
    let mean = sum(scores, |score| score) / count;
    let spread = (sum(scores, |score| (score - mean).powi(2)) / count).sqrt();
    let by = if spread > 0.0 { 1.0 / spread } else { 0.0 };
    for score in scores {
        *score = (*score - mean) * by;
    }
}

/// A sum in sixteen parts, which no part waits for.
fn sum(scores: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let (wide, rest) = scores.as_chunks::<16>();
    let mut sums = [0.0; 16];
    for scores in wide {
        sums.iter_mut().zip(scores).for_each(|(sum, &score)| *sum += of(score));
    }
    sums.iter().sum::<f32>() + rest.iter().map(|&score| of(score)).sum::<f32>()
}

/// One person of a fold. Only what some learner has among its best can come out of a mixture's first few; so that, and
/// not the whole catalogue, is kept of everybody.
pub struct Asked<'a> {
    candidates: Vec<u32>,
    /// For each learner, the levelled scores of the candidates.
    scores: Vec<Vec<f32>>,
    held_out: &'a [u32],
}

/// Of each learner so many are candidates.
const CANDIDATES: usize = 150;

impl<'a> Asked<'a> {
    /// From each learner's levelled scores of all items.
    pub fn new(scores: &[Vec<f32>], known: &[u32], held_out: &'a [u32]) -> Self {
        let best = scores.iter().flat_map(|scores| best(scores, known, CANDIDATES));
        let mut candidates: Vec<u32> = best.map(|(item, _)| item).collect();
        candidates.sort_unstable();
        candidates.dedup();
        let of = |scores: &Vec<f32>| candidates.iter().map(|&item| scores[item as usize]).collect();
        Self { scores: scores.iter().map(of).collect(), candidates, held_out }
    }

    fn judge(&self, shares: &[f32]) -> Seat {
        let mixed = self.candidates.iter().enumerate().map(|(at, &item)| {
            (item, self.scores.iter().zip(shares).map(|(scores, share)| share * scores[at]).sum())
        });
        Seat::of(mixed, self.held_out)
    }
}

/// How good a mixture is.
pub fn judge(asked: &[Asked<'_>], shares: &[f32], items: usize) -> Judgement {
    let seats: Vec<Seat> = asked.par_iter().map(|asked| asked.judge(shares)).collect();
    Judgement::of(&seats, items)
}

/// Looks for the best shares, which are 1 in all: from the best learner alone, one share after the other, by steps that
/// become smaller.
pub fn search(asked: &[Asked<'_>], alone: &[f64], items: usize) -> (Vec<f32>, Judgement) {
    let best = (0..alone.len()).max_by(|&a, &b| alone[a].total_cmp(&alone[b])).unwrap_or_default();
    let mut shares = vec![0.0; alone.len()];
    if let Some(share) = shares.get_mut(best) {
        *share = 1.0;
    }
    let mut judgement = judge(asked, &shares, items);
    for step in [0.5, 0.25, 0.12] {
        for at in (0..shares.len()).chain(0..shares.len()) {
            for direction in [step, -step] {
                let mut tried = shares.clone();
                tried[at] = (tried[at] + direction).max(0.0);
                if tried[at] == shares[at] || tried.iter().all(|&share| share == 0.0) {
                    continue;
                }
                let judged = judge(asked, &tried, items);
                if judged.ndcg > judgement.ndcg {
                    (shares, judgement) = (tried, judged);
                }
            }
        }
    }
    let all: f32 = shares.iter().sum();
    for share in &mut shares {
        *share /= all;
    }
    (shares, judgement)
}
