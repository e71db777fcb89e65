//! Item weights in closed form (EASE, Steck 2019): every item is explained by the others, none by itself. The strongest
//! learner for catalogues whose square fits into memory.
//!
//! Two refinements: the cost of a weight may grow with how often its item is seen (Steck 2020: what dropout does on
//! average), and people who do a great deal may count less for each thing they do.
//!
//! The same numbers can be had from the square of the items ([`by_item`]) or, by Woodbury's identity, from the square of
//! the people ([`by_person`]): whichever is smaller.

pub mod by_item;
pub mod by_person;

use crate::choose::Piece;
use crate::interactions::Interactions;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// How much large weights cost.
    pub regularization: f32,
    /// Which share of what was done is thought away, on average.
    pub dropout: f32,
    /// How much less each thing counts that a busy person does: weight = (number of things)^-modesty.
    pub modesty: f32,
}

/// What is the same for all regularizations.
pub enum Prepared<'a> {
    ByItem(by_item::Together),
    ByPerson(&'a Interactions),
}

impl<'a> Prepared<'a> {
    pub fn new(interactions: &'a Interactions, modesty: f32) -> Self {
        if interactions.people.rows() < interactions.items.rows() {
            Self::ByPerson(interactions)
        } else {
            Self::ByItem(by_item::Together::new(interactions, modesty))
        }
    }

    /// Learns.
    pub fn learn(&self, settings: &Settings) -> Piece {
        match self {
            Self::ByItem(together) => Piece::EaseByItem(by_item::learn(together, settings)),
            Self::ByPerson(interactions) => Piece::EaseByPerson(by_person::learn(interactions, settings)),
        }
    }
}

/// How much one thing of a busy person counts.
fn weight(things: usize, modesty: f32) -> f32 {
    (things as f32).powf(-modesty)
}

/// What a thing counts on average: the regularization is in these.
fn scale(interactions: &Interactions, modesty: f32) -> f32 {
    let things =
        (0..interactions.people.rows()).map(|row| interactions.people.row(row).0.len()).filter(|&n| n > 0);
    things.map(|n| n as f32 * weight(n, modesty)).sum::<f32>() / interactions.people.entries().max(1) as f32
}

/// What large weights of each item cost.
fn costs(interactions: &Interactions, settings: &Settings) -> Vec<f32> {
    let grow = settings.dropout / (1.0 - settings.dropout);
    let cost = settings.regularization * scale(interactions, settings.modesty);
    let seen = |item| {
        let (them, weights) = interactions.items.row(item);
        let counts = them.iter().zip(weights).map(|(&person, how_much)| {
            weight(interactions.people.row(person as usize).0.len(), settings.modesty) * how_much * how_much
        });
        counts.sum::<f32>()
    };
    (0..interactions.items.rows()).map(|item| cost + grow * seen(item)).collect()
}
