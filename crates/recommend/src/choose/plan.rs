//! What fits into the memory: each learner's bytes are known from how many people, items and likings there are.

use super::{Limits, Saving, round};
use crate::factors::LANES;
use crate::interactions::Event;
use crate::noise::Noise;

/// A liking: the event, the two lists that a matrix is made through, and the matrix by person and by item; the last once
/// more for each fold.
const LIKING: u64 = 24 + 20;
const LIKING_OF_A_FOLD: u64 = 16;
/// A person: where rows begin, and whose likings are which while a fold is made.
const PERSON: u64 = 100;
/// An item: its id, and what is near it and next, twice where it is learnt as well.
const ITEM: u64 = 2_600;
/// Somebody who is asked: the candidates of five learners, with a score of each.
const ASKED: u64 = 5 * 150 * 6 * 4;
/// Numbers for each person and item, the best first.
const NUMBERS: [usize; 5] = [256, 128, 64, 32, LANES];
/// Somebody must be learnt from, however little memory there is.
const FEWEST_LIKINGS: u64 = 10_000;

/// What is learnt, and how large.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Whether there is room for the square of items or people.
    pub ease: bool,
    /// The most numbers of a row; 0 where there is no room.
    pub als: usize,
    pub warp: usize,
    pub savings: Vec<Saving>,
}

/// How much there is to learn from.
#[derive(Clone, Copy)]
struct Size {
    people: u64,
    items: u64,
    folds: u64,
    limits: Limits,
}

impl Size {
    fn new(people: usize, items: usize, limits: &Limits) -> Self {
        let folds = round::count(people, limits, true) as u64;
        Self { people: people as u64, items: items as u64, folds, limits: *limits }
    }

    fn liking(self) -> u64 {
        LIKING + self.folds * LIKING_OF_A_FOLD
    }

    /// What is there whichever learners are.
    fn besides(self) -> u64 {
        let asked = (self.limits.people as u64).min(self.people * self.folds);
        self.people * PERSON + self.items * ITEM + asked * ASKED
    }

    /// The counts of each fold, and while one is learnt a copy, its inverse and what comes of it.
    fn ease(self) -> u64 {
        let side = self.people.min(self.items);
        side * side * 4 * (self.folds + 3)
    }

    fn als(self, numbers: usize) -> u64 {
        (self.people + self.items) * numbers as u64 * 4
    }

    /// All folds are learnt at once.
    fn warp(self, numbers: usize) -> u64 {
        self.folds * self.items * (2 * numbers as u64 + 4) * 4
    }
}

impl Plan {
    pub fn new(people: usize, items: usize, likings: usize, limits: &Limits) -> Self {
        let size = Size::new(people, items, limits);
        let base = likings as u64 * size.liking() + size.besides();
        let mut rest = limits.memory.saturating_sub(base);
        let mut savings = Vec::new();
        let mut most = |learner: &str, wanted: &[usize], bytes: &dyn Fn(usize) -> u64, keep: u64| {
            let fits = |numbers: &&usize| bytes(**numbers) + keep <= rest;
            let found = wanted.iter().find(fits).copied().unwrap_or_default();
            if found == 0 {
                savings.push(Saving::Without { learner: learner.to_owned() });
            } else if found < wanted[0] {
                savings.push(Saving::Numbers { learner: learner.to_owned(), most: found });
            }
            rest -= if found == 0 { 0 } else { bytes(found) };
            found
        };
        // What says most for what it takes comes first, and leaves the next its smallest.
        let warp = most("warp", &NUMBERS[2..], &|numbers| size.warp(numbers), size.als(LANES));
        let wanted = people.min(items) <= limits.square;
        let side = if wanted { most("ease", &[1], &|_| size.ease(), size.als(64)) } else { 0 };
        let als = most("als", &NUMBERS, &|numbers| size.als(numbers), 0);
        Self { ease: side == 1, als, warp, savings }
    }
}

/// Leaves out people, by chance and always the same ones, until half of the memory holds what is learnt from.
pub fn sample(
    people: usize,
    items: usize,
    events: Vec<Event>,
    limits: &Limits,
) -> (usize, Vec<Event>, Option<Saving>) {
    let size = Size::new(people, items, limits);
    let room = (limits.memory / 2).saturating_sub(size.besides()) / size.liking();
    let room = room.max(FEWEST_LIKINGS) as usize;
    if events.len() <= room {
        return (people, events, None);
    }
    let mut likings = vec![0; people];
    for event in &events {
        likings[event.person as usize] += 1;
    }
    let mut order: Vec<u32> = (0..people as u32).collect();
    Noise::new(0).choose(&mut order, people);
    let mut left = room;
    let mut number = vec![None; people];
    for person in order {
        if let Some(rest) = left.checked_sub(likings[person as usize]) {
            left = rest;
            number[person as usize] = Some(0);
        }
    }
    for (next, number) in (0..).zip(number.iter_mut().flatten()) {
        *number = next;
    }
    let kept = number.iter().flatten().count();
    let renumbered =
        |event: Event| number[event.person as usize].map(|person: u32| Event { person, ..event });
    let events = events.into_iter().filter_map(renumbered).collect();
    (kept, events, Some(Saving::People { kept, of: people }))
}
