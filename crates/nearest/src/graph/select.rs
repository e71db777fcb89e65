//! Which of the near ones a node links to.

use super::Place;
use crate::rank::Ranked;
use crate::vectors::Vectors;

/// Of the near ones, the nearest first, those that no chosen one is nearer to than the node itself: links then go in all
/// directions, out of every crowd.
fn select(vectors: &Vectors, near: &[Ranked], most: usize) -> Vec<u32> {
    let mut chosen: Vec<u32> = Vec::with_capacity(most);
    for candidate in near {
        if chosen.len() == most {
            break;
        }
        let nearer = |other: &u32| vectors.exact(candidate.node(), *other) > candidate.similarity();
        if !chosen.iter().any(nearer) {
            chosen.push(candidate.node());
        }
    }
    chosen
}

/// The same of any others.
pub fn select_for(
    vectors: &Vectors,
    place: Place,
    others: impl Iterator<Item = u32>,
    most: usize,
) -> Vec<u32> {
    let mut near: Vec<Ranked> =
        others.map(|other| Ranked::new(vectors.exact(place.node, other), other)).collect();
    near.sort_unstable_by(|a, b| b.cmp(a));
    near.dedup();
    select(vectors, &near, most)
}
