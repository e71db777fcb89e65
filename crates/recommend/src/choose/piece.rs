//! A learner that has learnt, whichever it is.

use domain::Progress;

use super::Recipe;
use crate::interactions::Interactions;
use crate::learn::popularity::Popularity;
use crate::learn::{Halt, Scorer, Stopped, Taste, als, ease, neighbours, warp};

#[derive(Clone, Debug)]
pub enum Piece {
    Popularity(Popularity),
    Neighbours(neighbours::Neighbours),
    EaseByItem(ease::by_item::Ease),
    EaseByPerson(ease::by_person::Ease),
    Als(als::FoldIn),
    Warp(warp::Warp),
}

impl Piece {
    pub fn learn(
        recipe: &Recipe,
        interactions: &Interactions,
        progress: &dyn Progress,
        halt: &Halt,
    ) -> Result<Self, Stopped> {
        halt.check()?;
        Ok(match recipe {
            Recipe::Popularity => Self::Popularity(Popularity::new(interactions)),
            Recipe::Neighbours(settings) => Self::Neighbours(neighbours::learn(interactions, settings)),
            Recipe::Ease(settings) => ease::Prepared::new(interactions, settings.modesty).learn(settings),
            Recipe::Als(settings) => {
                let learnt = als::train(interactions, settings, progress, halt)?;
                Self::Als(als::FoldIn::new(learnt.items, interactions, settings))
            }
            Recipe::Warp(settings) => Self::Warp(warp::train(interactions, settings, progress, halt)?),
        })
    }
}

impl Piece {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Popularity(_) => "popularity",
            Self::Neighbours(_) => "neighbours",
            Self::EaseByItem(_) | Self::EaseByPerson(_) => "ease",
            Self::Als(_) => "als",
            Self::Warp(_) => "warp",
        }
    }
}

impl Scorer for Piece {
    fn score(&self, taste: Taste<'_>, out: &mut [f32]) {
        match self {
            Self::Popularity(piece) => piece.score(taste, out),
            Self::Neighbours(piece) => piece.score(taste, out),
            Self::EaseByItem(piece) => piece.score(taste, out),
            Self::EaseByPerson(piece) => piece.score(taste, out),
            Self::Als(piece) => piece.score(taste, out),
            Self::Warp(piece) => piece.score(taste, out),
        }
    }
}
