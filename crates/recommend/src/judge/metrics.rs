//! How well a ranking foretells.

use rayon::prelude::*;

use crate::interactions::Sparse;
use crate::learn::{Scorer, Taste};
use crate::top::Top;

/// How good a ranking is, as means over the people of whom something was held back.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Judgement {
    /// Normalised discounted cumulative gain of the first 10: 1 when they begin with everything that was held back.
    pub ndcg: f64,
    /// How much of what was held back is among the first 20, of at most 20.
    pub recall: f64,
    /// Which share of all items was among somebody's first 10.
    pub coverage: f64,
    /// How many people were asked.
    pub people: usize,
}

const NDCG_AT: usize = 10;
const RECALL_AT: usize = 20;

/// One person's ranking, judged.
#[derive(Clone, Debug)]
pub struct Seat {
    pub ndcg: f64,
    pub recall: f64,
    pub first: Vec<u32>,
}

impl Seat {
    /// Judges scores of all items; what is known already is never proposed.
    pub fn judge(scores: &[f32], known: &[u32], held_out: &[u32]) -> Self {
        Self::of(best(scores, known, RECALL_AT), held_out)
    }

    /// Judges candidates with their scores.
    pub fn of(candidates: impl IntoIterator<Item = (u32, f32)>, held_out: &[u32]) -> Self {
        let mut top = Top::new(RECALL_AT);
        for (item, score) in candidates {
            if score > top.bar() {
                top.offer(item, score);
            }
        }
        let first: Vec<u32> = top.sorted().into_iter().map(|(item, _)| item).collect();
        let hit = |item: &u32| held_out.binary_search(item).is_ok();
        let discount = |rank: usize| 1.0 / (rank as f64 + 2.0).log2();
        let gain: f64 = first
            .iter()
            .take(NDCG_AT)
            .enumerate()
            .filter(|(_, item)| hit(item))
            .map(|(rank, _)| discount(rank))
            .sum();
        let most: f64 = (0..held_out.len().min(NDCG_AT)).map(discount).sum();
        let hits = first.iter().filter(|item| hit(item)).count();
        Self {
            ndcg: gain / most,
            recall: hits as f64 / held_out.len().min(RECALL_AT) as f64,
            first: first.into_iter().take(NDCG_AT).collect(),
        }
    }
}

/// The best items that are not known.
pub fn best(scores: &[f32], known: &[u32], count: usize) -> Vec<(u32, f32)> {
    let mut top = Top::new(count);
    let mut known = known.iter().peekable();
    for (item, &score) in (0..).zip(scores) {
        if known.next_if(|&&known| known == item).is_none() && score > top.bar() {
            top.offer(item, score);
        }
    }
    top.sorted()
}

/// Judges a learner on these people; those of whom nothing was held back say nothing.
pub fn judge(known: &Sparse, held_out: &Sparse, people: &[u32], scorer: &dyn Scorer) -> Judgement {
    let seats: Vec<Seat> = people
        .par_iter()
        .filter(|&&person| !held_out.row(person as usize).0.is_empty())
        .map_init(
            || vec![0.0; known.columns()],
            |scores, &person| {
                let (items, weights) = known.row(person as usize);
                scorer.score(Taste { items, weights }, scores);
                Seat::judge(scores, items, held_out.row(person as usize).0)
            },
        )
        .collect();
    Judgement::of(&seats, known.columns())
}

impl Judgement {
    pub fn of(seats: &[Seat], items: usize) -> Self {
        let mean = |of: fn(&Seat) -> f64| seats.iter().map(of).sum::<f64>() / seats.len().max(1) as f64;
        let mut proposed = vec![false; items];
        for item in seats.iter().flat_map(|seat| &seat.first) {
            proposed[*item as usize] = true;
        }
        let proposed = proposed.iter().filter(|&&proposed| proposed).count();
        Self {
            ndcg: mean(|seat| seat.ndcg),
            recall: mean(|seat| seat.recall),
            coverage: proposed as f64 / items.max(1) as f64,
            people: seats.len(),
        }
    }
}
