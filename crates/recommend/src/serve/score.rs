//! How well every item fits somebody.

use std::cmp::Reverse;

use jiff::Timestamp;

use super::content::Guess;
use super::{Learnt, Request, Shelf};
use crate::choose::level;
use crate::learn::Taste;

/// What somebody likes, the items' numbers rising, and how much.
#[derive(Clone, Debug, Default)]
pub(super) struct Likings {
    pub numbers: Vec<u32>,
    pub strengths: Vec<f32>,
}

/// Of somebody who has done a great many things, the latest say what they like.
const MOST_LIKINGS: usize = 2_000;
/// Whoever likes fewer is hardly known.
const LITTLE_KNOWN: usize = 10;

/// What the learners know of somebody's likings.
pub(super) struct Known {
    items: Vec<u32>,
    weights: Vec<f32>,
}

impl Known {
    pub fn new(learnt: &Learnt, likings: &Likings) -> Self {
        let all = likings.numbers.iter().zip(&likings.strengths);
        let known = all.filter_map(|(&number, &strength)| Some((learnt.place(number)?, strength)));
        let (items, weights) = known.unzip();
        Self { items, weights }
    }

    pub fn taste(&self) -> Taste<'_> {
        Taste { items: &self.items, weights: &self.weights }
    }

    /// How much popularity counts: of somebody of whom little is known, what most people like is a good guess as well.
    pub fn popularity(&self) -> f32 {
        let known = self.items.len();
        if known < LITTLE_KNOWN { 0.3 / (1.0 + known as f32) } else { 0.0 }
    }
}

impl Shelf {
    pub(super) fn likings(&self, request: &Request<'_>) -> Likings {
        let mut all: Vec<(u32, f32, Timestamp)> = Vec::new();
        if let Some(doings) = request.person.and_then(|id| self.catalog.person(id)) {
            let liked = doings.iter().filter(|(_, doing)| doing.strength > 0.0);
            all.extend(liked.map(|(&number, doing)| (number, doing.strength, doing.at)));
        }
        let basket = request.basket.iter().filter_map(|id| self.catalog.number_of(id));
        all.extend(basket.map(|number| (number, 1.0, Timestamp::MAX)));
        // The basket wins over what was done before, and what was done late over what was done early.
        all.sort_by_key(|&(number, _, at)| (Reverse(at), number));
        all.truncate(MOST_LIKINGS);
        all.sort_by_key(|&(number, _, at)| (number, Reverse(at)));
        all.dedup_by_key(|&mut (number, ..)| number);
        let (numbers, strengths) = all.into_iter().map(|(number, strength, _)| (number, strength)).unzip();
        Likings { numbers, strengths }
    }

    /// A score for every number of the catalogue, spread evenly around zero.
    pub(super) fn scores(&self, likings: &Likings) -> Vec<f32> {
        let Some(learnt) = self.asked(likings) else { return self.popularity() };
        let known = Known::new(learnt, likings);
        let of_model = learnt.model.scores(known.taste());
        let guess = Guess::new(&self.catalog, &learnt.anchors, likings, &of_model);
        let score = |number| match learnt.place(number) {
            Some(place) => of_model[place as usize],
            None => guess.score(number),
        };
        let mut scores: Vec<f32> = (0..self.catalog.numbers() as u32).map(score).collect();
        if known.popularity() > 0.0 {
            let popular = self.popularity();
            scores
                .iter_mut()
                .zip(popular)
                .for_each(|(score, popular)| *score += known.popularity() * popular);
        }
        scores
    }

    /// What was learnt, where it can say something of somebody; of a stranger it cannot.
    pub(super) fn asked(&self, likings: &Likings) -> Option<&Learnt> {
        self.learnt.as_ref().filter(|_| !likings.numbers.is_empty())
    }

    /// How popular each number is, spread evenly around zero.
    pub(super) fn popularity(&self) -> Vec<f32> {
        let mut popular = self.catalog.popularity();
        level(&mut popular);
        popular
    }

    pub(super) fn refresh(&self, scores: &mut [f32], freshness: f32, now: Timestamp) {
        const HALF_LIFE_DAYS: f32 = 30.0;
        if freshness == 0.0 {
            return;
        }
        for (number, item) in self.catalog.items() {
            if let Some(since) = item.since {
                let days = (now.as_second() - since.as_second()).max(0) as f32 / 86_400.0;
                scores[number as usize] += freshness * 2.0 * 0.5_f32.powf(days / HALF_LIFE_DAYS);
            }
        }
    }
}
