//! What a search asks: folds of a catalogue's events, and the people of each.

use domain::NoProgress;

use super::{Limits, Piece, Recipe};
use crate::interactions::Event;
use crate::judge::{Fold, HoldOut, judge};
use crate::learn::{Halt, Stopped};
use crate::noise::Noise;

/// Of each person's items, so much is held back.
const HELD_OUT: f64 = 0.2;

/// A fold, and the people who are asked.
pub struct Round {
    pub fold: Fold,
    pub asked: Vec<u32>,
}

impl Round {
    pub fn judge(&self, scorer: &Piece) -> f64 {
        judge(&self.fold.known.people, &self.fold.held_out, &self.asked, scorer).ndcg
    }

    pub fn learn_and_judge(&self, recipe: &Recipe, halt: &Halt) -> Result<f64, Stopped> {
        Ok(self.judge(&Piece::learn(recipe, &self.fold.known, &NoProgress, halt)?))
    }
}

/// What comes latest is what will be asked for, but it also tells what a shop happened to show; so it is held back once,
/// and any of everybody's things once more. Small catalogues are held back several times over: each time says little.
pub fn folds(people: usize, items: usize, events: &[Event], limits: &Limits) -> Vec<Round> {
    let latest = times_tell(events);
    let count = count(people, limits, latest);
    let round = |number: usize| {
        let how = match number {
            0 if latest => HoldOut::Latest,
            _ => HoldOut::Random { seed: number as u64 },
        };
        let fold = Fold::new(people, items, events, HELD_OUT, how);
        let mut asked: Vec<u32> =
            (0..people as u32).filter(|&person| !fold.held_out.row(person as usize).0.is_empty()).collect();
        Noise::new(number as u64).choose(&mut asked, limits.people / count);
        Round { fold, asked }
    };
    (0..count).map(round).collect()
}

/// How often something is held back.
pub fn count(people: usize, limits: &Limits, latest: bool) -> usize {
    (limits.people / people.max(1)).clamp(if latest { 2 } else { 1 }, 3)
}

/// Whether most events have a time of their own.
fn times_tell(events: &[Event]) -> bool {
    let known = events.iter().filter(|event| event.at != 0).count();
    known * 2 > events.len()
}
