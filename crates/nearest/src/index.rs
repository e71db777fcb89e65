//! An index: what others see of this crate.

use std::sync::{Mutex, PoisonError, RwLock, RwLockReadGuard};

use half::f16;

use crate::error::NearestError;
use crate::graph::link::{Linking, New, link};
use crate::graph::repair::repair;
use crate::graph::{Graph, floor};
use crate::scratch::Pool;
use crate::search::{self, Sought};
use crate::share;
use crate::state::State;
use crate::vectors::Vectors;

/// The most numbers of a vector, so that sums of products fit.
pub const MOST_WIDTH: usize = 16_384;
/// The most vectors.
pub const MOST_VECTORS: usize = 1 << 30;
/// Fewer are looked at one by one, which finds all of the nearest.
const GRAPH_FROM: usize = 4_096;
/// Vectors that become visible at once.
const BATCH: usize = 1_024;
/// The dead are taken out when they are this share of the living, and at least so many.
const DEAD_SHARE: usize = 8;
const DEAD: usize = 64;

/// How an index works. The same settings and the same changes make the same index, whatever the number of threads.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Decides who is on which floor of the graph.
    pub seed: u64,
    /// How many near ones a search keeps in mind; more find more of the nearest and take longer.
    pub effort: usize,
    /// How many near ones a new vector chooses its links from; more make a better graph and take longer.
    pub care: usize,
    /// Threads that link many new vectors.
    pub threads: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { seed: 0, effort: 64, care: 128, threads: 1 }
    }
}

/// One that is near.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbour {
    pub key: u64,
    /// The cosine of the angle between both: 1 for the same direction.
    pub similarity: f32,
}

/// Vectors of one width under keys. Searches run beside each other and beside a change; changes wait for each other.
#[derive(Debug)]
pub struct Index {
    pub(crate) settings: Settings,
    pub(crate) width: usize,
    pub(crate) state: RwLock<State>,
    /// Held by whoever changes the index, so that it can read for long and write in moments.
    pub(crate) writer: Mutex<()>,
    pub(crate) pool: Pool,
}

impl Index {
    pub fn new(width: usize, settings: Settings) -> Result<Self, NearestError> {
        if width == 0 || width > MOST_WIDTH {
            return Err(NearestError::Width { width, most: MOST_WIDTH });
        }
        let state = State { vectors: Vectors::new(width), graph: Graph::default() };
        Ok(Self { settings, width, state: state.into(), writer: Mutex::default(), pool: Pool::default() })
    }

    /// Numbers of a vector.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Keys.
    #[must_use]
    pub fn len(&self) -> usize {
        self.read().vectors.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[must_use]
    pub fn contains(&self, key: u64) -> bool {
        self.read().vectors.node(key).is_some()
    }

    /// The vector of a key, of length 1, as exact as halves are.
    #[must_use]
    pub fn vector(&self, key: u64) -> Option<Vec<f32>> {
        let state = self.read();
        Some(state.vectors.records.unit(state.vectors.node(key)?))
    }

    /// How many near ones a search keeps in mind.
    pub fn set_effort(&mut self, effort: usize) {
        self.settings.effort = effort;
    }

    /// The nearest to a vector, the nearest first; as many as asked for, if there are.
    pub fn search(&self, vector: &[f32], count: usize) -> Result<Vec<Neighbour>, NearestError> {
        let vector = self.unit(vector)?;
        Ok(self.find(&self.read(), &vector, count, None))
    }

    /// The nearest of those whose keys may be found.
    pub fn search_where(
        &self,
        vector: &[f32],
        count: usize,
        keep: &dyn Fn(u64) -> bool,
    ) -> Result<Vec<Neighbour>, NearestError> {
        let vector = self.unit(vector)?;
        Ok(self.find(&self.read(), &vector, count, Some(keep)))
    }

    /// The nearest to what has this key, without itself; nothing without such a key.
    #[must_use]
    pub fn like(&self, key: u64, count: usize, keep: &dyn Fn(u64) -> bool) -> Option<Vec<Neighbour>> {
        let state = self.read();
        let vector = state.vectors.records.unit(state.vectors.node(key)?);
        Some(self.find(&state, &vector, count, Some(&|other| other != key && keep(other))))
    }

    /// Everybody at least so alike, the most alike first, at most so many. All are looked at.
    pub fn within(&self, vector: &[f32], least: f32, most: usize) -> Result<Vec<Neighbour>, NearestError> {
        let vector = self.unit(vector)?;
        let state = self.read();
        Ok(search::within(&state.vectors, &Sought::new(&state.vectors, &vector, most, None), least))
    }

    /// Puts a vector under a key, in place of what it had.
    pub fn insert(&self, key: u64, vector: &[f32]) -> Result<(), NearestError> {
        self.insert_all(&[(key, vector)])
    }

    /// Puts many vectors under keys: all, or none if one is refused.
    pub fn insert_all<V: AsRef<[f32]> + Sync>(&self, items: &[(u64, V)]) -> Result<(), NearestError> {
        items.iter().try_for_each(|(_, vector)| self.check(vector.as_ref()).map(drop))?;
        let _writing = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if self.read().vectors.len() + items.len() > MOST_VECTORS {
            return Err(NearestError::Full { most: MOST_VECTORS });
        }
        for batch in items.chunks(BATCH) {
            let halves = share::each(self.settings.threads, batch, |(_, vector)| halves(vector.as_ref()));
            let keys = batch.iter().map(|(key, _)| *key);
            self.put(&keys.zip(halves).collect::<Vec<_>>());
        }
        Ok(())
    }

    /// Takes a key away. False if nothing had it.
    pub fn remove(&self, key: u64) -> bool {
        let _writing = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        if state.vectors.node(key).is_none() {
            return false;
        }
        state.detach(key);
        drop(state);
        self.repair_after(DEAD_SHARE, DEAD);
        true
    }

    /// New vectors are there for searches that look at all at once, for others when they are linked.
    fn put(&self, items: &[(u64, Vec<f16>)]) {
        let new = {
            let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
            items.iter().filter_map(|(key, vector)| state.attach(*key, vector)).collect::<Vec<_>>()
        };
        self.state.write().unwrap_or_else(PoisonError::into_inner).vectors.look_again();
        let (ready, live) = {
            let state = self.read();
            (state.graph.ready, state.vectors.live())
        };
        if ready {
            self.link(new, live);
            self.repair_after(DEAD_SHARE, DEAD);
        } else if live >= GRAPH_FROM {
            let all = self.read().vectors.nodes().collect();
            self.link(all, 0);
            self.state.write().unwrap_or_else(PoisonError::into_inner).graph.ready = true;
        }
    }

    fn link(&self, nodes: Vec<u32>, linked: usize) {
        let new: Vec<New> = {
            let state = self.read();
            // A later item of the same batch may have taken the key again.
            let named = nodes.into_iter().filter_map(|node| Some((node, *state.vectors.keys(node).first()?)));
            named.map(|(node, key)| (node, floor(self.settings.seed, key))).collect()
        };
        link(&self.state, self.linking(), &new, linked);
    }

    pub(crate) fn linking(&self) -> Linking<'_> {
        Linking { pool: &self.pool, care: self.settings.care, threads: self.settings.threads }
    }

    /// Takes the dead out if they are many.
    pub(crate) fn repair_after(&self, share: usize, least: usize) {
        let (dead, live) = {
            let vectors = &self.read().vectors;
            (vectors.dead(), vectors.live())
        };
        if dead >= least.max(live / share) {
            repair(&self.state, self.linking());
        }
    }

    fn find(
        &self,
        state: &State,
        vector: &[f32],
        count: usize,
        keep: Option<&dyn Fn(u64) -> bool>,
    ) -> Vec<Neighbour> {
        let sought = Sought::new(&state.vectors, vector, count, keep);
        self.pool.with(|scratch| search::search(state, &sought, self.settings.effort, scratch))
    }

    pub(crate) fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same direction with length 1.
    fn unit(&self, vector: &[f32]) -> Result<Vec<f32>, NearestError> {
        let length = self.check(vector)?;
        Ok(vector.iter().map(|number| (f64::from(*number) / length) as f32).collect())
    }

    /// The length of a vector that has a direction.
    fn check(&self, vector: &[f32]) -> Result<f64, NearestError> {
        if vector.len() != self.width {
            return Err(NearestError::Length { found: vector.len(), wanted: self.width });
        }
        if let Some(at) = vector.iter().position(|number| !number.is_finite()) {
            return Err(NearestError::NotFinite { at });
        }
        let length = length(vector);
        if length > 0.0 { Ok(length) } else { Err(NearestError::Zero) }
    }
}

fn length(vector: &[f32]) -> f64 {
    vector.iter().map(|number| f64::from(*number).powi(2)).sum::<f64>().sqrt()
}

/// The same direction with length 1, in halves.
fn halves(vector: &[f32]) -> Vec<f16> {
    let length = length(vector);
    vector.iter().map(|number| f16::from_f64(f64::from(*number) / length)).collect()
}
