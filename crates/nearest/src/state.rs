//! What searches read and changes write.

use half::f16;

use crate::graph::Graph;
use crate::vectors::Vectors;

#[derive(Debug)]
pub struct State {
    pub vectors: Vectors,
    pub graph: Graph,
}

impl State {
    /// Puts a vector under a key. What comes back is a new node.
    pub fn attach(&mut self, key: u64, vector: &[f16]) -> Option<u32> {
        if let Some(node) = self.vectors.node(key) {
            if self.vectors.records.vector(node) == vector {
                return None;
            }
            self.detach(key);
        }
        self.vectors.attach(key, vector)
    }

    pub fn detach(&mut self, key: u64) {
        let died = self.vectors.detach(key);
        if let Some(node) = died.filter(|_| !self.graph.ready) {
            self.vectors.free(node);
        }
    }
}
