//! A part of everybody's doings is held back, to be foretold from the rest.

use crate::interactions::{Event, Interaction, Interactions, Sparse};
use crate::noise::Noise;

/// What is held back of each person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum HoldOut {
    /// The latest: the future is foretold from the past.
    Latest,
    /// Any, by chance.
    Random { seed: u64 },
}

/// What is learnt from, and what is foretold.
#[derive(Clone, Debug)]
pub struct Fold {
    pub known: Interactions,
    pub held_out: Sparse,
}

impl Fold {
    /// Holds back a share of each person's items, rounded down: of somebody who did little, nothing.
    pub fn new(people: usize, items: usize, events: &[Event], share: f64, how: HoldOut) -> Self {
        let mut order = by_person(people, events, how);
        let (mut known, mut held_out) = (Vec::with_capacity(events.len()), Vec::new());
        for theirs in &mut order {
            let kept = theirs.len() - (theirs.len() as f64 * share) as usize;
            let entry = |&at: &u32| Interaction::from(events[at as usize]);
            known.extend(theirs[..kept].iter().map(entry));
            held_out.extend(theirs[kept..].iter().map(entry));
        }
        Self {
            known: Interactions::new(people, items, known),
            held_out: Sparse::new(people, items, held_out),
        }
    }
}

/// Each person's events, what is to be held back last.
fn by_person(people: usize, events: &[Event], how: HoldOut) -> Vec<Vec<u32>> {
    let mut order = vec![Vec::new(); people];
    for (at, event) in events.iter().enumerate() {
        order[event.person as usize].push(at as u32);
    }
    let mut noise = Noise::new(match how {
        HoldOut::Latest => 0,
        HoldOut::Random { seed } => seed,
    });
    for theirs in &mut order {
        // By chance first in both cases: what happened at the same moment has no order.
        for last in (1..theirs.len()).rev() {
            theirs.swap(last, noise.below(last + 1));
        }
        if how == HoldOut::Latest {
            theirs.sort_by_key(|&at| events[at as usize].at);
        }
    }
    order
}
