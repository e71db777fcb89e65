//! WARP (Weston, Bengio, Usunier 2011): what somebody likes is to stand above what they do not, and an error weighs the
//! more, the more stands above. It looks at the order alone, so that it knows other things than the learners of numbers.
//!
//! A person is what they like, summed up (Kabbur, Ning, Karypis 2013), so that whoever asks is served at once: every item
//! has two rows, what it says of those who like it, and what it asks of those who are to like it. People are gone
//! through one after the other, on one thread: the same seed, the same result.

mod teacher;

use domain::{Progress, Step};

use super::{Halt, Scorer, Stopped, Taste};
use crate::factors::Factors;
use crate::interactions::Interactions;
use crate::noise::Noise;

use teacher::Teacher;

#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Numbers for each item and role.
    pub factors: usize,
    /// How often everybody is gone through.
    pub rounds: usize,
    /// How far a first step goes.
    pub rate: f32,
    /// How much large numbers cost.
    pub regularization: f32,
    /// The same seed, the same result.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { factors: 64, rounds: 30, rate: 0.05, regularization: 0.03, seed: 1 }
    }
}

/// Somebody who likes twice as much is taken for 2^0.3 times as much of a row, and each thing for as much less.
const MODESTY: f32 = 0.7;

/// What was learnt: an item is liked as far as its row agrees with those of what is liked already.
#[derive(Clone, Debug, PartialEq)]
pub struct Warp {
    /// What each item says of those who like it.
    pub(crate) liked: Factors,
    /// What each item asks of those who are to like it.
    pub(crate) asked: Factors,
    /// What each item has for everybody.
    pub(crate) common: Vec<f32>,
}

pub fn train(
    interactions: &Interactions,
    settings: &Settings,
    progress: &dyn Progress,
    halt: &Halt,
) -> Result<Warp, Stopped> {
    let items = interactions.items.rows();
    let mut noise = Noise::new(settings.seed);
    let size = 1.0 / (settings.factors.max(1) as f32).sqrt();
    let mut warp = Warp {
        liked: noise.factors(items, settings.factors, size),
        asked: noise.factors(items, settings.factors, size),
        common: vec![0.0; items],
    };
    let mut teacher = Teacher::new(&interactions.people, settings, &mut warp, noise);
    progress.begin(&Step { name: "learning".into(), total: Some(settings.rounds as u64), bytes: false });
    for round in 0..settings.rounds {
        halt.check()?;
        teacher.round();
        progress.advance(round as u64 + 1);
    }
    progress.finish();
    Ok(warp)
}

/// How much of a person's row each thing is, of somebody with so much in all.
fn share(much: f32) -> f32 {
    much.powf(-MODESTY)
}

impl Scorer for Warp {
    fn score(&self, taste: Taste<'_>, out: &mut [f32]) {
        let mut person = vec![0.0; self.liked.width()];
        let much: f32 = taste.weights.iter().sum();
        if much > 0.0 {
            for (&item, weight) in taste.items.iter().zip(taste.weights) {
                let by = weight * share(much);
                let row = self.liked.row(item as usize);
                person.iter_mut().zip(row).for_each(|(person, number)| *person += by * number);
            }
        }
        self.asked.products(&person, out);
        out.iter_mut().zip(&self.common).for_each(|(out, common)| *out += common);
    }
}
