//! Recipes judged together.

use domain::NoProgress;
use rayon::prelude::*;

use super::mixture::{self, Asked};
use super::round::Round;
use super::{Choice, Part, Piece, Recipe};
use crate::judge::{Fold, Judgement, judge};
use crate::learn::{Halt, Scorer, Stopped, Taste};

/// The best mixture of these recipes, each judged alone as well.
pub fn mixed(folds: &[Round], items: usize, recipes: Vec<Recipe>, halt: &Halt) -> Result<Choice, Stopped> {
    let mut asked = Vec::new();
    for round in folds {
        let pieces = recipes
            .iter()
            .map(|recipe| Piece::learn(recipe, &round.fold.known, &NoProgress, halt))
            .collect::<Result<Vec<_>, _>>()?;
        let of = |&person: &u32| {
            let (known, weights) = round.fold.known.people.row(person as usize);
            let scores: Vec<Vec<f32>> = pieces
                .iter()
                .map(|piece| {
                    let mut scores = vec![0.0; items];
                    piece.score(Taste { items: known, weights }, &mut scores);
                    mixture::level(&mut scores);
                    scores
                })
                .collect();
            Asked::new(&scores, known, round.fold.held_out.row(person as usize).0)
        };
        asked.extend(round.asked.par_iter().map(of).collect::<Vec<_>>());
    }
    let alone: Vec<Judgement> = (0..recipes.len())
        .map(|at| {
            let shares: Vec<f32> = (0..recipes.len()).map(|other| f32::from(u8::from(other == at))).collect();
            mixture::judge(&asked, &shares, items)
        })
        .collect();
    let ndcg: Vec<f64> = alone.iter().map(|judgement| judgement.ndcg).collect();
    let (shares, mixture) = mixture::search(&asked, &ndcg, items);
    let parts = recipes
        .into_iter()
        .zip(alone)
        .zip(shares)
        .map(|((recipe, alone), share)| Part { recipe, alone, share })
        .collect();
    Ok(Choice { parts, mixture, tried: 0, savings: Vec::new() })
}

/// How good a choice is on a fold that it has not seen.
pub struct Judged {
    /// Each of the parts by itself.
    pub alone: Vec<Judgement>,
    pub mixture: Judgement,
}

impl Choice {
    /// Learns the parts from what is known of a fold, and judges them on everybody.
    pub fn judge(&self, fold: &Fold, halt: &Halt) -> Result<Judged, Stopped> {
        let people: Vec<u32> = (0..fold.known.people.rows() as u32).collect();
        let mut alone = Vec::new();
        let mut scorers = Vec::new();
        for part in &self.parts {
            let scorer = Piece::learn(&part.recipe, &fold.known, &NoProgress, halt)?;
            alone.push(judge(&fold.known.people, &fold.held_out, &people, &scorer));
            scorers.push((part.share, scorer));
        }
        let mixture = judge(&fold.known.people, &fold.held_out, &people, &Mixture(scorers));
        Ok(Judged { alone, mixture })
    }
}

/// Learners that score together.
struct Mixture(Vec<(f32, Piece)>);

impl Scorer for Mixture {
    fn score(&self, taste: Taste<'_>, out: &mut [f32]) {
        let mut scores = vec![0.0; out.len()];
        out.fill(0.0);
        for (share, scorer) in self.0.iter().filter(|(share, _)| *share != 0.0) {
            scorer.score(taste, &mut scores);
            mixture::level(&mut scores);
            out.iter_mut().zip(&scores).for_each(|(out, score)| *out += share * score);
        }
    }
}
