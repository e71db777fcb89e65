//! Which vectors there are, and under which keys.
//!
//! Equal vectors share one node, however many keys they have: hundreds of copies of one image would otherwise be each
//! other's nearest and know nobody else.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use half::f16;

use crate::code::{self, Centre, Probe};
use crate::kernel;
use crate::records::Records;
use crate::scratch::Nodes;

/// How many there are when the mean is first looked at; it is looked at again whenever there are four times as many.
const FIRST_LOOK: usize = 64;
/// The mean of so many is the mean of all.
const LAST_LOOK: usize = 16_384;

#[derive(Debug)]
pub struct Vectors {
    pub records: Records,
    pub centre: Centre,
    next_look: usize,
    /// The keys of each node; a node without any is dead.
    keys: Vec<Vec<u64>>,
    dead: Nodes,
    by_key: HashMap<u64, u32>,
    by_vector: HashMap<u64, u32>,
    /// Dead nodes that nobody links to.
    free: Vec<u32>,
    live: usize,
}

impl Vectors {
    pub fn new(width: usize) -> Self {
        Self {
            records: Records::new(width),
            centre: Centre::nowhere(width),
            next_look: FIRST_LOOK,
            keys: Vec::new(),
            dead: Nodes::default(),
            by_key: HashMap::new(),
            by_vector: HashMap::new(),
            free: Vec::new(),
            live: 0,
        }
    }

    /// Places for nodes, some of which may be dead.
    pub fn places(&self) -> usize {
        self.records.len()
    }

    /// Different vectors.
    pub fn live(&self) -> usize {
        self.live
    }

    /// Dead nodes that others may still link to.
    pub fn dead(&self) -> usize {
        self.places() - self.live - self.free.len()
    }

    pub fn nodes(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.places() as u32).filter(|node| self.is_live(*node))
    }

    #[inline]
    pub fn is_live(&self, node: u32) -> bool {
        !self.dead.contains(node)
    }

    pub fn keys(&self, node: u32) -> &[u64] {
        &self.keys[node as usize]
    }

    pub fn len(&self) -> usize {
        self.by_key.len()
    }

    pub fn node(&self, key: u64) -> Option<u32> {
        self.by_key.get(&key).copied()
    }

    /// Gives a vector a key that nothing has. What comes back is a new node, which has no links yet.
    pub fn attach(&mut self, key: u64, vector: &[f16]) -> Option<u32> {
        let hash = hash(vector);
        let same = self.by_vector.get(&hash).copied().filter(|node| self.records.vector(*node) == vector);
        if let Some(node) = same {
            self.name(key, node);
            return None;
        }
        let node = if let Some(node) = self.free.pop() {
            self.records.replace(node, vector);
            node
        } else {
            self.keys.push(Vec::new());
            self.records.push(vector)
        };
        self.dead.grow(self.records.len());
        self.by_vector.entry(hash).or_insert(node);
        self.name(key, node);
        self.encode(node);
        Some(node)
    }

    fn name(&mut self, key: u64, node: u32) {
        let keys = &mut self.keys[node as usize];
        if keys.is_empty() {
            self.live += 1;
            self.dead.remove(node);
        }
        keys.push(key);
        self.by_key.insert(key, node);
    }

    /// Takes a key away. What comes back is a node that has just died.
    pub fn detach(&mut self, key: u64) -> Option<u32> {
        let node = self.by_key.remove(&key)?;
        let keys = &mut self.keys[node as usize];
        keys.retain(|other| *other != key);
        let died = keys.is_empty();
        if died {
            self.live -= 1;
            self.dead.insert(node);
        }
        died.then_some(node)
    }

    /// A dead node that nobody links to any more may become another.
    pub fn free(&mut self, node: u32) {
        let hash = hash(self.records.vector(node));
        if self.by_vector.get(&hash) == Some(&node) {
            self.by_vector.remove(&hash);
        }
        self.free.push(node);
    }

    /// Dead nodes that are not free yet.
    pub fn dying(&self) -> Vec<u32> {
        let mut free = Nodes::default();
        free.clear(self.places());
        self.free.iter().for_each(|node| _ = free.insert(*node));
        (0..self.places() as u32).filter(|node| !self.is_live(*node) && !free.contains(*node)).collect()
    }

    /// Looks at the mean again if there are many more than last time.
    pub fn look_again(&mut self) {
        if self.live < self.next_look || self.next_look > LAST_LOOK {
            return;
        }
        while self.next_look <= self.live {
            self.next_look = self.next_look.saturating_mul(4);
        }
        let mut mean = vec![0.0; self.records.width()];
        for node in self.nodes() {
            let vector = self.records.vector(node);
            mean.iter_mut().zip(vector).for_each(|(sum, number)| *sum += number.to_f32());
        }
        mean.iter_mut().for_each(|sum| *sum /= self.live as f32);
        self.centre_at(mean);
    }

    pub fn next_look(&self) -> usize {
        self.next_look
    }

    pub fn set_next_look(&mut self, live: usize) {
        self.next_look = live.max(FIRST_LOOK);
    }

    /// Every code is written anew.
    pub fn centre_at(&mut self, mean: Vec<f32>) {
        self.centre = Centre::new(mean);
        (0..self.places() as u32).for_each(|node| self.encode(node));
    }

    fn encode(&mut self, node: u32) {
        let mut code = vec![0; code::words(self.records.width())];
        let beside = self.centre.encode(&self.records.unit(node), &mut code);
        self.records.set_code(node, &code, beside);
    }

    #[inline]
    pub fn similarity(&self, probe: Probe, node: u32) -> f32 {
        let other = self.records.probe(node);
        self.centre.similarity(probe, other.code, other.beside)
    }

    /// How alike two nodes are, as exact as halves are.
    pub fn exact(&self, a: u32, b: u32) -> f32 {
        let product = kernel::halves(self.records.vector(a), self.records.vector(b));
        product / (self.records.length(a) * self.records.length(b))
    }

    /// The most by which [`Self::similarity`] is wrong.
    pub fn error(&self, probe: Probe, node: u32) -> f32 {
        self.centre.error(probe.beside, self.records.probe(node).beside)
    }
}

fn hash(vector: &[f16]) -> u64 {
    let mut hasher = DefaultHasher::new();
    vector.iter().for_each(|number| number.to_bits().hash(&mut hasher));
    hasher.finish()
}
