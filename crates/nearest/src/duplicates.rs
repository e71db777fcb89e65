//! Which are nearly the same.

use std::sync::PoisonError;

use crate::index::Index;
use crate::rank::Ranked;
use crate::scratch::Scratch;
use crate::search::{Sought, near_nodes};
use crate::share;
use crate::state::State;

/// Nodes that are looked at under one lock, so that changes need not wait for all of them.
const TURN: usize = 1_024;
/// Near ones that are looked at first; four times as many each time that all of them are alike enough.
const FIRST: usize = 16;
/// At most so many are looked at for one node in a graph.
const MOST: usize = 1_024;

/// Two keys whose vectors are nearly the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The smaller one first.
    pub keys: [u64; 2],
    pub similarity: f32,
}

impl Index {
    /// Pairs at least so alike, the most alike first, at most so many. In an index with a graph a few may be missed, and
    /// of one vector no more than a thousand others are told.
    #[must_use]
    pub fn duplicates(&self, least: f32, most: usize) -> Vec<Pair> {
        let mut pairs = Vec::new();
        let mut from = 0;
        loop {
            let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
            let until = state.vectors.places().min(from + TURN);
            let nodes: Vec<u32> = (from as u32..until as u32).collect();
            let found = share::each(self.settings.threads, &nodes, |node| {
                self.pool.with(|scratch| of_node(&state, *node, least, most, scratch))
            });
            let all = until == state.vectors.places();
            drop(state);
            pairs.extend(found.into_iter().flatten());
            if all || pairs.len() > 2 * most {
                tidy(&mut pairs, most);
            }
            if all {
                return pairs;
            }
            from = until;
        }
    }
}

/// The most alike first, each once.
fn tidy(pairs: &mut Vec<Pair>, most: usize) {
    pairs.sort_unstable_by(|a, b| b.similarity.total_cmp(&a.similarity).then(a.keys.cmp(&b.keys)));
    // Both sides may have found the pair, with the same similarity but for rounding.
    let mut met = std::collections::HashSet::new();
    pairs.retain(|pair| met.insert(pair.keys));
    pairs.truncate(most);
}

fn of_node(state: &State, node: u32, least: f32, most: usize, scratch: &mut Scratch) -> Vec<Pair> {
    let vectors = &state.vectors;
    if !vectors.is_live(node) {
        return Vec::new();
    }
    let own = vectors.keys(node);
    let twins =
        own.iter().enumerate().flat_map(|(at, a)| own[at + 1..].iter().map(move |b| pair(*a, *b, 1.0)));
    let mut pairs: Vec<Pair> = twins.filter(|pair| pair.similarity >= least).take(most).collect();
    for near in alike(state, node, least, scratch) {
        let others = vectors.keys(near.node());
        let all = own.iter().flat_map(|a| others.iter().map(|b| pair(*a, *b, near.similarity())));
        pairs.extend(all.take(most.saturating_sub(pairs.len())));
    }
    pairs
}

/// Other nodes at least so alike.
fn alike(state: &State, node: u32, least: f32, scratch: &mut Scratch) -> Vec<Ranked> {
    let vector = state.vectors.records.unit(node);
    let mut count = FIRST;
    loop {
        let sought = Sought::new(&state.vectors, &vector, count, None);
        let mut near = near_nodes(state, &sought, count, scratch);
        let more = near.len() >= count && near.last().is_some_and(|last| last.similarity() >= least);
        if !more || count >= MOST {
            near.retain(|near| near.node() != node && near.similarity() >= least);
            return near;
        }
        count *= 4;
    }
}

fn pair(a: u64, b: u64, similarity: f32) -> Pair {
    Pair { keys: [a.min(b), a.max(b)], similarity }
}
