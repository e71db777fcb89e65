//! The nearest: by looking at all, or by a walk; the last word is with the exact vectors.

use crate::code::{self, Beside, Probe};
use crate::graph::walk::Walk;
use crate::index::Neighbour;
use crate::rank::Ranked;
use crate::scratch::Scratch;
use crate::state::State;
use crate::vectors::Vectors;

/// A walk among few that may be kept gives up after this share of all, and all are looked at instead.
const SHARE: usize = 4;
/// How far a walk is taken among nearly equal ones.
const MOST_EFFORT: usize = 2_048;

/// What is looked for.
pub struct Sought<'a> {
    vector: &'a [f32],
    code: Vec<u32>,
    beside: Beside,
    pub count: usize,
    /// Whose keys may be found; all, without it.
    pub keep: Option<&'a dyn Fn(u64) -> bool>,
}

impl<'a> Sought<'a> {
    /// The vector has length 1 and the others' width.
    pub fn new(
        vectors: &Vectors,
        vector: &'a [f32],
        count: usize,
        keep: Option<&'a dyn Fn(u64) -> bool>,
    ) -> Self {
        let mut code = vec![0; code::words(vector.len())];
        let beside = vectors.centre.encode(vector, &mut code);
        Self { vector, code, beside, count, keep }
    }

    fn probe(&self) -> Probe<'_> {
        Probe { code: &self.code, beside: self.beside }
    }

    fn may_keep(&self, vectors: &Vectors, node: u32) -> bool {
        let found = |keep: &dyn Fn(u64) -> bool| vectors.keys(node).iter().any(|key| keep(*key));
        vectors.is_live(node) && self.keep.is_none_or(found)
    }
}

pub fn search(state: &State, sought: &Sought, effort: usize, scratch: &mut Scratch) -> Vec<Neighbour> {
    named(&state.vectors, sought, near_nodes(state, sought, effort, scratch))
}

/// The nearest nodes in their exact order.
pub fn near_nodes(state: &State, sought: &Sought, effort: usize, scratch: &mut Scratch) -> Vec<Ranked> {
    let vectors = &state.vectors;
    if sought.count == 0 || vectors.live() == 0 {
        return Vec::new();
    }
    if state.graph.ready && walk(state, sought, effort, scratch) {
        let mut near: Vec<Ranked> = scratch.best.drain().map(|ranked| ranked.0).collect();
        near.sort_unstable_by(|a, b| b.cmp(a));
        let probe = sought.probe();
        let near: Vec<(Ranked, f32)> =
            near.into_iter().map(|near| (near, vectors.error(probe, near.node()))).collect();
        return finish(vectors, sought, &near);
    }
    finish(vectors, sought, &all(vectors, sought))
}

/// False if it did not find as many as there may be.
fn walk(state: &State, sought: &Sought, effort: usize, scratch: &mut Scratch) -> bool {
    let State { vectors, graph } = state;
    let all = vectors.live();
    let picky = sought.keep.is_some();
    let most = if picky { all / SHARE } else { usize::MAX };
    let mut walk = Walk { vectors, graph, probe: sought.probe(), effort: effort.max(sought.count), most };
    loop {
        let done = if picky || vectors.dead() > 0 {
            walk.find(|node| sought.may_keep(vectors, node), scratch)
        } else {
            walk.find(|_| true, scratch)
        };
        if !done || scratch.best.len() < sought.count.min(all) {
            return false;
        }
        if walk.effort >= all.min(MOST_EFFORT) || !is_blurred(vectors, sought, scratch) {
            return true;
        }
        walk.effort *= 4;
    }
}

/// Those who were found are so alike that codes do not tell the best from the least: others may be as near.
fn is_blurred(vectors: &Vectors, sought: &Sought, scratch: &Scratch) -> bool {
    let best = scratch.best.iter().map(|near| near.0).max();
    let ends = best.zip(scratch.best.peek());
    ends.is_some_and(|(best, least)| {
        // What is rounded away mostly cancels out: six deviations are enough, which are less than the worst.
        let error = 6.0 * vectors.error(sought.probe(), best.node()) / (sought.vector.len() as f32).sqrt();
        best.node() != least.0.node() && best.similarity() - least.0.similarity() < error
    })
}

/// Everybody who may be among the nearest, with how wrong the similarity may be.
fn all(vectors: &Vectors, sought: &Sought) -> Vec<(Ranked, f32)> {
    let probe = sought.probe();
    let mut near: Vec<(Ranked, f32)> = vectors
        .nodes()
        .filter(|node| sought.keep.is_none() || sought.may_keep(vectors, *node))
        .map(|node| (Ranked::new(vectors.similarity(probe, node), node), vectors.error(probe, node)))
        .collect();
    if near.len() > sought.count {
        near.select_nth_unstable_by(sought.count - 1, |a, b| b.0.cmp(&a.0));
        let least = least(&near, sought.count);
        near.retain(|near| most(near) >= least);
    }
    near
}

/// What the last of the first so many has at least.
fn least(near: &[(Ranked, f32)], count: usize) -> f32 {
    near.iter().take(count).map(|(near, error)| near.similarity() - error).fold(f32::INFINITY, f32::min)
}

fn most((near, error): &(Ranked, f32)) -> f32 {
    near.similarity() + error
}

/// The exact order of those who may be among the nearest; the first are the best so far.
fn finish(vectors: &Vectors, sought: &Sought, near: &[(Ranked, f32)]) -> Vec<Ranked> {
    let least = least(near, sought.count);
    let mut exact: Vec<Ranked> = near
        .iter()
        .filter(|near| most(near) >= least)
        .map(|(near, _)| {
            let similarity = vectors.records.similarity(sought.vector, near.node());
            Ranked::new(similarity, near.node())
        })
        .collect();
    exact.sort_unstable_by(|a, b| b.cmp(a));
    exact.truncate(sought.count);
    exact
}

/// The keys of nodes, as many as are sought.
fn named(vectors: &Vectors, sought: &Sought, near: Vec<Ranked>) -> Vec<Neighbour> {
    let keys = near.into_iter().flat_map(|near| {
        let keys = vectors.keys(near.node()).iter().filter(|key| sought.keep.is_none_or(|keep| keep(**key)));
        keys.map(move |key| Neighbour { key: *key, similarity: near.similarity() })
    });
    keys.take(sought.count).collect()
}

/// Everybody at least so alike, the most alike first, at most so many.
pub fn within(vectors: &Vectors, sought: &Sought, least: f32) -> Vec<Neighbour> {
    let probe = sought.probe();
    let mut near: Vec<(Ranked, f32)> = vectors
        .nodes()
        .map(|node| (Ranked::new(vectors.similarity(probe, node), node), vectors.error(probe, node)))
        .filter(|near| most(near) >= least)
        .collect();
    near.sort_unstable_by_key(|near| std::cmp::Reverse(near.0));
    let mut found = named(vectors, sought, finish(vectors, sought, &near));
    found.retain(|neighbour| neighbour.similarity >= least);
    found
}
