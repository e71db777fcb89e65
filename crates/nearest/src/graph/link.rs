//! New nodes are linked, some at a time.
//!
//! Looking for the near ones and choosing among them only reads, so that threads share it and searches go on; what was
//! decided is written in a moment. All nodes of a batch see the graph as it was before them, and each other: what comes
//! out does not depend on the number of threads.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use super::select::select_for;
use super::walk::Walk;
use super::{Graph, LINKS, Place};
use crate::rank::Ranked;
use crate::scratch::Pool;
use crate::share;
use crate::state::State;
use crate::vectors::Vectors;

/// The most nodes of a batch.
const BATCH: usize = 256;
/// A batch has no more than this share of those that are linked already.
const SHARE: usize = 8;

/// How linking is done.
#[derive(Clone, Copy, Debug)]
pub struct Linking<'a> {
    pub pool: &'a Pool,
    /// How many near ones a new node chooses its links from.
    pub care: usize,
    pub threads: usize,
}

/// A new node and its floor.
pub type New = (u32, usize);

/// Links nodes that have no links yet; `linked` are there already. Whoever calls is the only one who writes.
pub fn link(state: &RwLock<State>, linking: Linking, new: &[New], mut linked: usize) {
    let mut rest = new;
    while !rest.is_empty() {
        let (batch, later) = rest.split_at(rest.len().min((linked / SHARE).clamp(1, BATCH)));
        let decided = {
            let state = state.read().unwrap_or_else(PoisonError::into_inner);
            decide(&state.vectors, &state.graph, linking, batch)
        };
        let mut state = state.write().unwrap_or_else(PoisonError::into_inner);
        write(&mut state, &decided);
        enter(&mut state.graph, batch);
        linked += batch.len();
        rest = later;
    }
}

pub fn write(state: &mut State, decided: &[(Place, Vec<u32>)]) {
    let State { vectors, graph } = state;
    for (place, links) in decided {
        graph.set_links(&mut vectors.records, *place, links);
    }
}

/// The highest is where searches enter.
fn enter(graph: &mut Graph, batch: &[New]) {
    for (node, floor) in batch {
        if graph.entry.is_none_or(|entry| graph.floor(entry) < *floor) {
            graph.entry = Some(*node);
        }
    }
}

/// The links of new nodes, and of those that they link to.
fn decide(vectors: &Vectors, graph: &Graph, linking: Linking, batch: &[New]) -> Vec<(Place, Vec<u32>)> {
    let own = share::each(linking.threads, batch, |new| own_links(vectors, graph, linking, *new, batch));
    let mut links: BTreeMap<Place, Vec<u32>> = BTreeMap::new();
    let mut back: BTreeMap<Place, Vec<u32>> = BTreeMap::new();
    for ((node, _), floors) in batch.iter().zip(own) {
        for (floor, chosen) in floors.into_iter().enumerate() {
            for other in &chosen {
                back.entry(Place { floor, node: *other }).or_default().push(*node);
            }
            links.insert(Place { floor, node: *node }, chosen);
        }
    }
    let back: Vec<(Place, Vec<u32>)> = back.into_iter().collect();
    let changed = share::each(linking.threads, &back, |(place, sources)| {
        let old = links.get(place).map_or_else(|| graph.links(&vectors.records, *place), Vec::as_slice);
        let mut all: Vec<u32> = old.to_vec();
        all.extend(sources.iter().filter(|source| !old.contains(source)));
        if all.len() > place.most_links() {
            select_for(vectors, *place, all.into_iter(), place.most_links())
        } else {
            all
        }
    });
    links.extend(back.into_iter().map(|(place, _)| place).zip(changed));
    links.into_iter().collect()
}

/// The links of a new node, floor by floor.
fn own_links(
    vectors: &Vectors,
    graph: &Graph,
    linking: Linking,
    (node, highest): New,
    batch: &[New],
) -> Vec<Vec<u32>> {
    let probe = vectors.records.probe(node);
    let walk = Walk { vectors, graph, probe, effort: linking.care, most: usize::MAX };
    let mut beside: Vec<(Ranked, usize)> = batch
        .iter()
        .filter(|(other, _)| *other != node)
        .map(|(other, floor)| (walk.rank(*other), *floor))
        .collect();
    beside.sort_unstable_by(|a, b| b.cmp(a));
    let top = graph.top();
    let mut starts: Vec<Ranked> = walk.descend(highest.min(top)).into_iter().collect();
    let mut floors = vec![Vec::new(); highest + 1];
    for floor in (0..=highest).rev() {
        let mut near: Vec<Ranked> = Vec::new();
        if floor <= top && !starts.is_empty() {
            starts = linking.pool.with(|scratch| {
                walk.around(floor, &starts, |_| true, scratch);
                scratch.best.drain().map(|ranked| ranked.0).collect()
            });
            near.extend(starts.iter().filter(|ranked| ranked.node() != node));
        }
        let mates = beside.iter().filter(|(_, other)| *other >= floor).take(linking.care);
        near.extend(mates.map(|(ranked, _)| *ranked));
        near.sort_unstable_by(|a, b| b.cmp(a));
        let near = near.iter().map(|near| near.node());
        floors[floor] = select_for(vectors, Place { floor, node }, near, LINKS);
    }
    floors
}
