//! The best few of many.

use std::cmp::Ordering;

/// Keeps the best that are offered; of equal ones the smaller number, so that the order never depends on chance.
#[derive(Clone, Debug)]
pub struct Top {
    kept: usize,
    /// A heap with the worst at its top.
    heap: std::collections::BinaryHeap<Worse>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Worse(u32, f32);

impl Eq for Worse {}

impl Ord for Worse {
    fn cmp(&self, other: &Self) -> Ordering {
        other.1.total_cmp(&self.1).then(self.0.cmp(&other.0))
    }
}

impl PartialOrd for Worse {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Top {
    pub fn new(kept: usize) -> Self {
        Self { kept, heap: std::collections::BinaryHeap::with_capacity(kept + 1) }
    }

    /// The score that must be exceeded.
    #[inline]
    pub fn bar(&self) -> f32 {
        if self.heap.len() < self.kept {
            f32::NEG_INFINITY
        } else {
            self.heap.peek().map_or(f32::INFINITY, |worst| worst.1)
        }
    }

    #[inline]
    pub fn offer(&mut self, item: u32, score: f32) {
        if self.heap.len() < self.kept {
            self.heap.push(Worse(item, score));
        } else if let Some(mut worst) = self.heap.peek_mut()
            && Worse(item, score) < *worst
        {
            *worst = Worse(item, score);
        }
    }

    /// The best first.
    pub fn sorted(self) -> Vec<(u32, f32)> {
        self.heap.into_sorted_vec().into_iter().map(|Worse(item, score)| (item, score)).collect()
    }
}
