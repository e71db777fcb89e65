//! Scores of several learners, added up: each brought to the same spread for the person who asks.

use rayon::prelude::*;

use crate::judge::{Judgement, Seat};

/// Brings scores to a mean of 0 and a spread of 1.
pub fn level(scores: &mut [f32]) {
    let count = scores.len().max(1) as f32;
    let mean = scores.iter().sum::<f32>() / count;
    let spread = (scores.iter().map(|score| (score - mean).powi(2)).sum::<f32>() / count).sqrt();
    let by = if spread > 0.0 { 1.0 / spread } else { 0.0 };
    for score in scores {
        *score = (*score - mean) * by;
    }
}

/// One person of a fold: the levelled scores of each learner, what is known and what is held back.
pub struct Asked<'a> {
    pub scores: Vec<Vec<f32>>,
    pub known: &'a [u32],
    pub held_out: &'a [u32],
}

/// How good a mixture is.
pub fn judge(asked: &[Asked<'_>], shares: &[f32], items: usize) -> Judgement {
    let seats: Vec<Seat> = asked
        .par_iter()
        .map_init(
            || vec![0.0; items],
            |sum, asked| {
                mix(&asked.scores, shares, sum);
                Seat::judge(sum, asked.known, asked.held_out)
            },
        )
        .collect();
    Judgement::of(&seats, items)
}

fn mix(scores: &[Vec<f32>], shares: &[f32], sum: &mut [f32]) {
    sum.fill(0.0);
    for (scores, &share) in scores.iter().zip(shares) {
        if share != 0.0 {
            sum.iter_mut().zip(scores).for_each(|(sum, score)| *sum += share * score);
        }
    }
}

/// Looks for the best shares: from the best learner alone, one share after the other, by steps that become smaller.
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
    (shares, judgement)
}
