//! What a search needs beside the index, kept for the next one.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::{Mutex, PoisonError};

use crate::rank::Ranked;

/// A set of nodes.
#[derive(Debug, Default)]
pub struct Nodes(Vec<u64>);

#[derive(Debug, Default)]
pub struct Scratch {
    pub seen: Nodes,
    /// Whose links are still to be followed.
    pub frontier: BinaryHeap<Ranked>,
    /// The best so far, the least of them first.
    pub best: BinaryHeap<Reverse<Ranked>>,
    pub fresh: Vec<u32>,
}

/// As many as searches ran at once.
#[derive(Debug, Default)]
pub struct Pool(Mutex<Vec<Scratch>>);

impl Nodes {
    pub fn clear(&mut self, nodes: usize) {
        self.0.clear();
        self.0.resize(nodes.div_ceil(64), 0);
    }

    /// It was not there yet.
    #[inline]
    pub fn insert(&mut self, node: u32) -> bool {
        let (word, bit) = (&mut self.0[node as usize / 64], 1 << (node % 64));
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    pub fn remove(&mut self, node: u32) {
        if let Some(word) = self.0.get_mut(node as usize / 64) {
            *word &= !(1 << (node % 64));
        }
    }

    #[inline]
    pub fn contains(&self, node: u32) -> bool {
        self.0.get(node as usize / 64).is_some_and(|word| word & 1 << (node % 64) != 0)
    }

    /// Room for so many nodes.
    pub fn grow(&mut self, nodes: usize) {
        if self.0.len() * 64 < nodes {
            self.0.resize(nodes.div_ceil(64), 0);
        }
    }
}

impl Scratch {
    pub fn begin(&mut self, nodes: usize) {
        self.seen.clear(nodes);
        self.frontier.clear();
        self.best.clear();
    }
}

impl Pool {
    pub fn with<R>(&self, work: impl FnOnce(&mut Scratch) -> R) -> R {
        let mut scratch = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        let result = work(&mut scratch);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(scratch);
        result
    }
}
