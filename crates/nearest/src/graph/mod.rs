//! A hierarchical navigable small world (Malkov and Yashunin): every vector has links to near ones, few have links to
//! far ones on floors above, and a search walks from the top towards what it looks for.

pub mod link;
pub mod repair;
mod select;
pub mod walk;

use std::collections::HashMap;

use crate::records::{MOST_LINKS, Records};

/// Links that a new node asks for, and the most on a floor above the ground.
pub const LINKS: usize = 16;
/// Nobody is higher.
pub const TOP: usize = 12;

#[derive(Debug, Default)]
pub struct Graph {
    pub entry: Option<u32>,
    /// The links of those who are above the ground, floor by floor.
    upper: HashMap<u32, Vec<Vec<u32>>>,
    /// Every node is linked: searches may walk.
    pub ready: bool,
}

/// A node on a floor; the ground is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub floor: usize,
    pub node: u32,
}

impl Place {
    pub fn most_links(self) -> usize {
        if self.floor == 0 { MOST_LINKS } else { LINKS }
    }
}

impl Graph {
    pub fn floor(&self, node: u32) -> usize {
        self.upper.get(&node).map_or(0, Vec::len)
    }

    pub fn top(&self) -> usize {
        self.entry.map_or(0, |entry| self.floor(entry))
    }

    #[inline]
    pub fn links<'a>(&'a self, records: &'a Records, place: Place) -> &'a [u32] {
        match place.floor {
            0 => records.links(place.node),
            floor => self
                .upper
                .get(&place.node)
                .and_then(|floors| floors.get(floor - 1))
                .map_or(&[], Vec::as_slice),
        }
    }

    pub fn set_links(&mut self, records: &mut Records, place: Place, links: &[u32]) {
        match place.floor {
            0 => records.set_links(place.node, links),
            floor => {
                let floors = self.upper.entry(place.node).or_default();
                floors.resize_with(floors.len().max(floor), Vec::new);
                links.clone_into(&mut floors[floor - 1]);
            }
        }
    }

    /// A node is taken out; nobody may link to it any more.
    pub fn forget(&mut self, records: &mut Records, node: u32) {
        records.set_links(node, &[]);
        self.upper.remove(&node);
        if self.entry == Some(node) {
            self.entry = None;
        }
    }

    /// Enters at the highest, if the entry was forgotten; `fallback` if all are on the ground.
    pub fn enter_anywhere(&mut self, fallback: Option<u32>) {
        if self.entry.is_none() {
            let highest = self.upper.iter().max_by_key(|(node, floors)| (floors.len(), !**node));
            self.entry = highest.map(|(node, _)| *node).or(fallback);
        }
    }
}

/// The floor of a node: each has a sixteenth of the one below. The same for the same key and seed.
pub fn floor(seed: u64, key: u64) -> usize {
    let chance = (mixed(seed ^ mixed(key)) >> 11) as f64 / (1_u64 << 53) as f64;
    let floor = -(1.0 - chance).ln() / (LINKS as f64).ln();
    (floor as usize).min(TOP)
}

/// SplitMix64: neighbouring numbers have nothing in common afterwards.
fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
