//! Going through people, and setting right what stands wrong.

use pulp::{Arch, Simd, WithSimd};

use super::{Settings, Warp, share};
use crate::factors::Factors;
use crate::interactions::Sparse;
use crate::noise::Noise;
use crate::vectors::{add, dot, scale_and_add};

/// For each thing that somebody likes, so many others are looked at for one that stands too high.
const MOST_TRIES: usize = 64;
/// So much higher is high enough.
const MARGIN: f32 = 1.0;
/// Of somebody who has done a great many things only so many teach, others each time.
const MOST_THINGS: usize = 1_000;

pub(super) struct Teacher<'a> {
    people: &'a Sparse,
    settings: &'a Settings,
    warp: &'a mut Warp,
    noise: Noise,
    /// Of whom there is something to learn, in the order of the round.
    order: Vec<u32>,
    liked: Steps,
    asked: Steps,
    room: Room,
}

/// How far each row has gone: the farther, the smaller its steps (Duchi, Hazan, Singer 2011).
struct Steps {
    gone: Vec<f32>,
    rate: f32,
    regularization: f32,
}

/// What stands for one person while they are looked at.
struct Room {
    /// Which items are theirs.
    theirs: Vec<bool>,
    /// Which of their things teach this time, by place.
    chosen: Vec<u32>,
    /// The rows of these, summed up, and how much they are.
    sum: Vec<f32>,
    much: f32,
    /// The person without one of their things.
    person: Vec<f32>,
    /// Where the person should go, for each of their things and in all.
    pulls: Vec<f32>,
    pull: Vec<f32>,
    zeros: Vec<f32>,
}

impl<'a> Teacher<'a> {
    pub fn new(people: &'a Sparse, settings: &'a Settings, warp: &'a mut Warp, noise: Noise) -> Self {
        let items = warp.common.len();
        // Of one thing alone nothing follows, and whoever likes everything prefers nothing.
        let teaches = |&person: &u32| (2..items).contains(&people.row(person as usize).0.len());
        let steps =
            || Steps { gone: vec![1.0; items], rate: settings.rate, regularization: settings.regularization };
        Self {
            people,
            settings,
            noise,
            order: (0..people.rows() as u32).filter(teaches).collect(),
            liked: steps(),
            asked: steps(),
            room: Room::new(warp.liked.width(), items),
            warp,
        }
    }

    pub fn round(&mut self) {
        let count = self.order.len();
        self.noise.choose(&mut self.order, count);
        Arch::new().dispatch(Round(self));
    }

    #[inline(always)]
    fn person<S: Simd>(&mut self, simd: S, person: usize) {
        let (items, weights) = self.people.row(person);
        self.room.theirs(items, true);
        self.room.chosen.clear();
        self.room.chosen.extend(0..items.len() as u32);
        self.noise.choose(&mut self.room.chosen, MOST_THINGS);
        self.room.begin(simd, &self.warp.liked, items, weights);
        for at in 0..self.room.chosen.len() {
            let thing = self.room.chosen[at] as usize;
            self.thing(simd, at, items[thing] as usize, weights[thing]);
        }
        for at in 0..self.room.chosen.len() {
            let thing = self.room.chosen[at] as usize;
            self.take_in(simd, at, items[thing] as usize, weights[thing]);
        }
        self.room.theirs(items, false);
    }

    /// Looks whether something stands too high beside this thing, and moves both.
    #[inline(always)]
    fn thing<S: Simd>(&mut self, simd: S, at: usize, item: usize, weight: f32) {
        let rest = self.room.much - weight;
        if rest <= 0.0 {
            return;
        }
        let by = share(rest);
        let Room { sum, person, zeros, .. } = &mut self.room;
        person.copy_from_slice(sum);
        add(simd, -weight, self.warp.liked.row(item), person);
        scale_and_add(simd, by, zeros, person);
        let good = self.score(simd, item);
        let Some((other, tries)) = self.higher(simd, good) else { return };
        let items = self.warp.common.len() as f32;
        let above = ((items - 1.0) / tries as f32).max(1.0);
        let loss = weight * above.ln_1p() / items.ln_1p();
        let Room { person, pulls, pull, .. } = &mut self.room;
        let width = person.len();
        let pull_of_it = &mut pulls[at * width..][..width];
        for (item, loss) in [(item, loss), (other, -loss)] {
            let row = self.warp.asked.row(item);
            add(simd, by * loss, row, pull_of_it);
            add(simd, by * loss, row, pull);
        }
        for (item, loss) in [(item, loss), (other, -loss)] {
            let rate = self.asked.step(simd, item, loss, person, self.warp.asked.row_mut(item));
            let common = &mut self.warp.common[item];
            *common += rate * (loss - self.settings.regularization * *common);
        }
    }

    /// Something that is not theirs and stands too high, and how many were looked at for it.
    #[inline(always)]
    fn higher<S: Simd>(&mut self, simd: S, good: f32) -> Option<(usize, usize)> {
        for tries in 1..=MOST_TRIES {
            let other = self.noise.below(self.warp.common.len());
            if !self.room.theirs[other] && self.score(simd, other) + MARGIN > good {
                return Some((other, tries));
            }
        }
        None
    }

    #[inline(always)]
    fn score<S: Simd>(&self, simd: S, item: usize) -> f32 {
        dot(simd, self.warp.asked.row(item), &self.room.person) + self.warp.common[item]
    }

    /// Moves what a thing says of a person to where the others wanted the person.
    #[inline(always)]
    fn take_in<S: Simd>(&mut self, simd: S, at: usize, item: usize, weight: f32) {
        let Room { pulls, pull, person, .. } = &mut self.room;
        let width = pull.len();
        person.copy_from_slice(pull);
        add(simd, -1.0, &pulls[at * width..][..width], person);
        self.liked.step(simd, item, weight, person, self.warp.liked.row_mut(item));
    }
}

impl Steps {
    /// One step of a row in a direction; how large it was.
    #[inline(always)]
    fn step<S: Simd>(&mut self, simd: S, row: usize, by: f32, direction: &[f32], out: &mut [f32]) -> f32 {
        self.gone[row] += by * by * dot(simd, direction, direction) / direction.len() as f32;
        let rate = self.rate / self.gone[row].sqrt();
        let kept = 1.0 - rate * self.regularization;
        // kept * (row + rate * by / kept * direction), in two passes.
        add(simd, rate * by / kept, direction, out);
        for number in out {
            *number *= kept;
        }
        rate
    }
}

impl Room {
    fn new(width: usize, items: usize) -> Self {
        let zeros = vec![0.0; width];
        Self {
            theirs: vec![false; items],
            chosen: Vec::new(),
            sum: zeros.clone(),
            much: 0.0,
            person: zeros.clone(),
            pulls: Vec::new(),
            pull: zeros.clone(),
            zeros,
        }
    }

    fn theirs(&mut self, items: &[u32], are: bool) {
        for &item in items {
            self.theirs[item as usize] = are;
        }
    }

    #[inline(always)]
    fn begin<S: Simd>(&mut self, simd: S, liked: &Factors, items: &[u32], weights: &[f32]) {
        self.sum.fill(0.0);
        self.much = 0.0;
        for &at in &self.chosen {
            let (item, weight) = (items[at as usize] as usize, weights[at as usize]);
            add(simd, weight, liked.row(item), &mut self.sum);
            self.much += weight;
        }
        self.pull.fill(0.0);
        self.pulls.clear();
        self.pulls.resize(self.chosen.len() * self.sum.len(), 0.0);
    }
}

struct Round<'a, 'b>(&'a mut Teacher<'b>);

impl WithSimd for Round<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        for at in 0..self.0.order.len() {
            self.0.person(simd, self.0.order[at] as usize);
        }
    }
}
