//! Nodes that have died are taken out, and whoever linked to them links to what they led to.

use std::sync::{PoisonError, RwLock};

use super::link::{Linking, New, link, write};
use super::select::select_for;
use super::{Graph, Place};
use crate::scratch::Nodes;
use crate::share;
use crate::state::State;
use crate::vectors::Vectors;

/// Near ones that are looked at in place of the dead.
const HEIRS: usize = 256;
/// Nodes whose links are written at once.
const BATCH: usize = 1024;

/// Takes all dead nodes out. Whoever calls is the only one who writes; searches go on.
pub fn repair(state: &RwLock<State>, linking: Linking) {
    let (dying, decided) = {
        let state = state.read().unwrap_or_else(PoisonError::into_inner);
        let places = bereaved(&state.vectors, &state.graph);
        let links = share::each(linking.threads, &places, |place| {
            let heirs = heirs(&state.vectors, &state.graph, *place);
            select_for(&state.vectors, *place, heirs.into_iter(), place.most_links())
        });
        (state.vectors.dying(), places.into_iter().zip(links).collect::<Vec<_>>())
    };
    for part in decided.chunks(BATCH) {
        write(&mut state.write().unwrap_or_else(PoisonError::into_inner), part);
    }
    let lost = {
        let mut state = state.write().unwrap_or_else(PoisonError::into_inner);
        let State { vectors, graph } = &mut *state;
        for node in dying {
            graph.forget(&mut vectors.records, node);
            vectors.free(node);
        }
        graph.enter_anywhere(vectors.nodes().next());
        lost(vectors, graph)
    };
    let linked = state.read().unwrap_or_else(PoisonError::into_inner).vectors.live();
    link(state, linking, &lost, linked);
}

/// Living nodes that link to dead ones.
fn bereaved(vectors: &Vectors, graph: &Graph) -> Vec<Place> {
    let floors = |node| (0..=graph.floor(node)).map(move |floor| Place { floor, node });
    let of_dead =
        |place: &Place| graph.links(&vectors.records, *place).iter().any(|link| !vectors.is_live(*link));
    vectors.nodes().flat_map(floors).filter(of_dead).collect()
}

/// The living that a node links to, and those that its dead led to.
fn heirs(vectors: &Vectors, graph: &Graph, place: Place) -> Vec<u32> {
    let mut heirs: Vec<u32> = Vec::new();
    let mut met = vec![place.node];
    let mut dead = vec![place.node];
    while let Some(node) = dead.pop() {
        for link in graph.links(&vectors.records, Place { node, ..place }) {
            if heirs.len() >= HEIRS {
                return heirs;
            }
            if !met.contains(link) {
                met.push(*link);
                if vectors.is_live(*link) { heirs.push(*link) } else { dead.push(*link) }
            }
        }
    }
    heirs
}

/// Living nodes that no walk on the ground reaches any more, as if they were new.
fn lost(vectors: &Vectors, graph: &Graph) -> Vec<New> {
    let mut met = Nodes::default();
    met.clear(vectors.places());
    let mut waiting: Vec<u32> = graph.entry.into_iter().collect();
    waiting.iter().for_each(|node| _ = met.insert(*node));
    while let Some(node) = waiting.pop() {
        waiting.extend(vectors.records.links(node).iter().filter(|link| met.insert(**link)));
    }
    vectors.nodes().filter(|node| !met.contains(*node)).map(|node| (node, graph.floor(node))).collect()
}
