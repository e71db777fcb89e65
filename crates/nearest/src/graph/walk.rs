//! A walk along links towards what is looked for.

use std::cmp::Reverse;

use super::{Graph, Place};
use crate::code::Probe;
use crate::rank::Ranked;
use crate::scratch::Scratch;
use crate::vectors::Vectors;

/// Nodes are asked for so long before they are compared.
const AHEAD: usize = 3;

/// Somebody who looks for the nearest of `probe`.
#[derive(Clone, Copy, Debug)]
pub struct Walk<'a> {
    pub vectors: &'a Vectors,
    pub graph: &'a Graph,
    pub probe: Probe<'a>,
    /// The best so many are kept, and who is worse is not followed.
    pub effort: usize,
    /// Gives up after so many comparisons.
    pub most: usize,
}

impl Walk<'_> {
    /// From the top to the ground. The best of those that may be kept are then in `scratch.best`; false if it gave up.
    pub fn find(&self, keep: impl Fn(u32) -> bool, scratch: &mut Scratch) -> bool {
        match self.descend(0) {
            Some(start) => self.around(0, &[start], keep, scratch),
            None => {
                scratch.begin(0);
                true
            }
        }
    }

    /// The nearest on the floors above this one, as far as going straight towards it finds it.
    pub fn descend(&self, floor: usize) -> Option<Ranked> {
        let entry = self.graph.entry?;
        let mut nearest = self.rank(entry);
        for floor in (floor + 1..=self.graph.top()).rev() {
            loop {
                let links = self.graph.links(&self.vectors.records, Place { floor, node: nearest.node() });
                links.iter().for_each(|link| self.vectors.records.fetch(*link));
                match links.iter().map(|link| self.rank(*link)).max() {
                    Some(best) if best > nearest => nearest = best,
                    _ => break,
                }
            }
        }
        Some(nearest)
    }

    /// On one floor.
    pub fn around(
        &self,
        floor: usize,
        starts: &[Ranked],
        keep: impl Fn(u32) -> bool,
        scratch: &mut Scratch,
    ) -> bool {
        let records = &self.vectors.records;
        scratch.begin(self.vectors.places());
        let mut compared = starts.len();
        for start in starts {
            scratch.seen.insert(start.node());
            self.meet(*start, &keep, scratch);
        }
        while let Some(next) = scratch.frontier.pop() {
            if self.is_hopeless(next, scratch) {
                break;
            }
            let Scratch { seen, fresh, .. } = scratch;
            let links = self.graph.links(records, Place { floor, node: next.node() });
            fresh.clear();
            fresh.extend(links.iter().filter(|link| seen.insert(**link)));
            let fresh = std::mem::take(fresh);
            fresh.iter().take(AHEAD).for_each(|node| records.fetch(*node));
            for (at, node) in fresh.iter().enumerate() {
                if let Some(later) = fresh.get(at + AHEAD) {
                    records.fetch(*later);
                }
                self.meet(self.rank(*node), &keep, scratch);
            }
            compared += fresh.len();
            scratch.fresh = fresh;
            if compared > self.most {
                return false;
            }
            if let Some(next) = scratch.frontier.peek() {
                records.fetch_links(next.node());
            }
        }
        true
    }

    pub fn rank(&self, node: u32) -> Ranked {
        Ranked::new(self.vectors.similarity(self.probe, node), node)
    }

    fn is_hopeless(&self, ranked: Ranked, scratch: &Scratch) -> bool {
        scratch.best.len() >= self.effort && scratch.best.peek().is_some_and(|least| ranked < least.0)
    }

    #[inline]
    fn meet(&self, ranked: Ranked, keep: impl Fn(u32) -> bool, scratch: &mut Scratch) {
        if self.is_hopeless(ranked, scratch) {
            return;
        }
        scratch.frontier.push(ranked);
        if keep(ranked.node()) {
            if scratch.best.len() >= self.effort {
                scratch.best.pop();
            }
            scratch.best.push(Reverse(ranked));
        }
    }
}
