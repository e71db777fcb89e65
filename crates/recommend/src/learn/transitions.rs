//! What people do soon after: for each item the others that follow it in people's own order, more often than by chance.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::neighbours::Neighbours;
use crate::interactions::Event;
use crate::top::Top;

/// How many followers are kept of each item.
const KEPT: usize = 50;
/// So many of the things after one are its followers, each counting less than the one before.
const WINDOW: usize = 10;
const DECAY: f32 = 0.8;
/// What was later than this had another reason.
const LONGEST: i64 = 30 * 86_400;
/// People taken away from every count, so that what few did says little.
const SHRINK: f32 = 20.0;
/// How much the popularity of what follows is taken away: 1 would make all alike.
const FAIRNESS: f32 = 0.5;

/// Learns from events with times. What happened at the same moment, or nobody knows when, has no order and says nothing.
pub fn learn(people: usize, items: usize, events: &[Event]) -> Neighbours {
    let sequences = sequences(people, events);
    let places = Places::new(items, &sequences);
    let room = || (vec![0.0_f32; items], Vec::new());
    let of = |(counts, seen): &mut (Vec<f32>, Vec<u32>), item: usize| {
        for &(person, at) in places.of(item) {
            for (other, weight) in followers(&sequences[person as usize], at as usize) {
                if counts[other as usize] == 0.0 {
                    seen.push(other);
                }
                counts[other as usize] += weight;
            }
        }
        let mut top = Top::new(KEPT);
        for other in seen.drain(..) {
            let count = std::mem::take(&mut counts[other as usize]);
            let by_chance = (places.of(other as usize).len() as f32).powf(FAIRNESS) + SHRINK;
            top.offer(other, count / by_chance);
        }
        top.sorted()
    };
    Neighbours((0..items).into_par_iter().map_init(room, of).collect())
}

/// What comes after an item: what follows it and, the more so the fewer like it, what is liked together with it.
pub fn after(next: &Neighbours, together: &Neighbours, item: u32, liked_by: f32) -> Vec<(u32, f32)> {
    /// Of an item that so many like, what follows counts half.
    const HALF: f32 = 50.0;
    let share = liked_by / (liked_by + HALF);
    let mut scores: BTreeMap<u32, f32> = BTreeMap::new();
    for (near, share) in [(next.of(item), share), (together.of(item), 1.0 - share)] {
        let strongest = near.first().map_or(1.0, |(_, score)| *score);
        for (other, score) in near {
            *scores.entry(*other).or_default() += share * score / strongest;
        }
    }
    scores.into_iter().collect()
}

/// What each person did, in order: items and times.
fn sequences(people: usize, events: &[Event]) -> Vec<Vec<(u32, i64)>> {
    let mut sequences = vec![Vec::new(); people];
    for event in events.iter().filter(|event| event.at != 0) {
        sequences[event.person as usize].push((event.item, event.at));
    }
    sequences.par_iter_mut().for_each(|sequence| sequence.sort_unstable_by_key(|&(item, at)| (at, item)));
    sequences
}

/// What follows, and how much it counts.
fn followers(sequence: &[(u32, i64)], at: usize) -> impl Iterator<Item = (u32, f32)> {
    let (_, begin) = sequence[at];
    let later = sequence[at + 1..].iter().skip_while(move |&&(_, then)| then == begin);
    let soon = later.take_while(move |&&(_, then)| then - begin <= LONGEST).take(WINDOW);
    soon.scan(1.0, |weight, &(item, _)| {
        let now = *weight;
        *weight *= DECAY;
        Some((item, now))
    })
}

/// For each item, whose it is and where in their order.
struct Places {
    starts: Vec<usize>,
    places: Vec<(u32, u32)>,
}

impl Places {
    fn new(items: usize, sequences: &[Vec<(u32, i64)>]) -> Self {
        let mut starts = vec![0; items + 1];
        for (item, _) in sequences.iter().flatten() {
            starts[*item as usize + 1] += 1;
        }
        for item in 0..items {
            starts[item + 1] += starts[item];
        }
        let mut next = starts.clone();
        let mut places = vec![(0, 0); starts[items]];
        for (person, sequence) in (0..).zip(sequences) {
            for (at, (item, _)) in (0..).zip(sequence) {
                let place = &mut next[*item as usize];
                places[*place] = (person, at);
                *place += 1;
            }
        }
        Self { starts, places }
    }

    fn of(&self, item: usize) -> &[(u32, u32)] {
        &self.places[self.starts[item]..self.starts[item + 1]]
    }
}
