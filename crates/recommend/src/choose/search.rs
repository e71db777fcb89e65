//! The search itself.

use std::cell::OnceCell;

use domain::{NoProgress, Progress, Step};
use rayon::prelude::*;

use super::climb::climb;
use super::mixture::{self, Asked};
use super::{Choice, Part, Piece, Recipe, Trials};
use crate::interactions::Event;
use crate::judge::{Fold, HoldOut, Judgement, judge};
use crate::learn::{Halt, Scorer, Stopped, Taste, als, ease, neighbours};
use crate::noise::Noise;

/// How much a search may cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The largest square that is learnt (EASE), of items or people, whichever are fewer: 12 bytes for each of its
    /// numbers while learning.
    pub square: usize,
    /// As many people are asked, of all folds together.
    pub people: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { square: 8_000, people: 6_000 }
    }
}

/// Of each person's items, so much is held back.
const HELD_OUT: f64 = 0.2;

/// Chooses. `events` has at most one event for each person and item. What `trials` knows is not tried again.
pub fn choose(
    people: usize,
    items: usize,
    events: &[Event],
    limits: &Limits,
    progress: &dyn Progress,
    halt: &Halt,
    trials: &mut Trials<'_>,
) -> Result<Choice, Stopped> {
    let folds = folds(people, items, events, limits);
    if folds.iter().map(|round| round.asked.len()).sum::<usize>() < FEWEST_ASKED {
        return Ok(untested(&folds));
    }
    trials.begin(people, items, events, limits.people);
    let mut search = Search { folds: &folds, progress, halt, trials, tried: 0 };
    progress.begin(&Step { name: "choosing learners".into(), total: None, bytes: false });
    let mut recipes = vec![Recipe::Popularity, search.neighbours()?];
    if people.min(items) <= limits.square {
        recipes.push(search.ease()?);
    }
    recipes.push(search.als()?);
    let tried = search.tried;
    let choice = mixed(&folds, items, recipes, halt)?;
    progress.finish();
    Ok(Choice { tried, ..choice })
}

/// With fewer people to ask, what they say is chance.
const FEWEST_ASKED: usize = 20;

/// What is sound with little to learn from: what is liked together, and what many like.
fn untested(folds: &[Round]) -> Choice {
    let people = folds.first().map_or(0, |round| round.asked.len());
    let part = |recipe, share| Part { recipe, alone: Judgement { people, ..Judgement::default() }, share };
    let parts =
        vec![part(Recipe::Popularity, 0.3), part(Recipe::Neighbours(neighbours::Settings::default()), 1.0)];
    Choice { parts, mixture: Judgement::default(), tried: 0 }
}

/// A fold, and the people who are asked.
struct Round {
    fold: Fold,
    asked: Vec<u32>,
}

/// What comes latest is what will be asked for, but it also tells what a shop happened to show; so it is held back once,
/// and any of everybody's things once more. Small catalogues are held back several times over: each time says little.
fn folds(people: usize, items: usize, events: &[Event], limits: &Limits) -> Vec<Round> {
    let latest = times_tell(events);
    let count = (limits.people / people.max(1)).clamp(if latest { 2 } else { 1 }, 3);
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

/// Whether most events have a time of their own.
fn times_tell(events: &[Event]) -> bool {
    let known = events.iter().filter(|event| event.at != 0).count();
    known * 2 > events.len()
}

struct Search<'a, 'b> {
    folds: &'a [Round],
    progress: &'a dyn Progress,
    halt: &'a Halt,
    trials: &'a mut Trials<'b>,
    tried: usize,
}

impl Search<'_, '_> {
    /// How good a learner is over all folds.
    fn judge(
        &mut self,
        recipe: &Recipe,
        learn: impl Fn(usize, &Fold) -> Result<Piece, Stopped>,
    ) -> Result<f64, Stopped> {
        self.halt.check()?;
        let good = match self.trials.found(recipe) {
            Some(good) => good,
            None => {
                let good = self.try_out(learn)?;
                self.trials.add(recipe, good);
                good
            }
        };
        self.tried += 1;
        self.progress.advance(self.tried as u64);
        Ok(good)
    }

    fn try_out(&self, learn: impl Fn(usize, &Fold) -> Result<Piece, Stopped>) -> Result<f64, Stopped> {
        let mut sum = 0.0;
        for (number, round) in self.folds.iter().enumerate() {
            let scorer = learn(number, &round.fold)?;
            sum += judge(&round.fold.known.people, &round.fold.held_out, &round.asked, &scorer).ndcg;
        }
        Ok(sum / self.folds.len() as f64)
    }

    /// The same for a learner that prepares nothing.
    fn judge_plain(&mut self, recipe: &Recipe) -> Result<f64, Stopped> {
        let halt = self.halt;
        self.judge(recipe, |_, fold| Piece::learn(recipe, &fold.known, &NoProgress, halt))
    }

    fn neighbours(&mut self) -> Result<Recipe, Stopped> {
        let mut best = (neighbours::Settings::default(), f64::NEG_INFINITY);
        for fairness in [0.3, 0.5, 0.7] {
            let settings = neighbours::Settings { fairness, ..best.0.clone() };
            let good = self.judge_plain(&Recipe::Neighbours(settings.clone()))?;
            if good > best.1 {
                best = (settings, good);
            }
        }
        Ok(Recipe::Neighbours(best.0))
    }

    fn ease(&mut self) -> Result<Recipe, Stopped> {
        let folds = self.folds;
        let mut best =
            (ease::Settings { regularization: 256.0, dropout: 0.0, modesty: 0.0 }, f64::NEG_INFINITY);
        for (dropout, modesty) in [(0.0, 0.0), (0.4, 0.0), (0.0, 0.4), (0.4, 0.4)] {
            // What is known already has to be prepared for nothing.
            let prepared: Vec<OnceCell<ease::Prepared>> = folds.iter().map(|_| OnceCell::new()).collect();
            let prepare = |number: usize| ease::Prepared::new(&folds[number].fold.known, modesty);
            let start = best.0.regularization;
            let found = climb(start, 2.0, 8, |regularization| {
                let settings = ease::Settings { regularization, dropout, modesty };
                self.judge(&Recipe::Ease(settings), |number, _| {
                    Ok(prepared[number].get_or_init(|| prepare(number)).learn(&settings))
                })
            })?;
            if found.1 > best.1 {
                best = (ease::Settings { regularization: found.0, dropout, modesty }, found.1);
            }
        }
        Ok(Recipe::Ease(best.0))
    }

    /// The best regularization grows with the confidence: about eight times as much.
    fn als(&mut self) -> Result<Recipe, Stopped> {
        let mut best = (als::Settings::default(), f64::NEG_INFINITY);
        let mut ratio = 8.0;
        for confidence in [0.0, 4.0, 9.0, 19.0, 39.0] {
            let found = climb(ratio, 2.0, 6, |ratio| {
                let regularization = ratio * (1.0 + confidence);
                let settings = als::Settings { regularization, confidence, ..als::Settings::default() };
                self.judge_plain(&Recipe::Als(settings))
            })?;
            if found.1 > best.1 {
                let regularization = found.0 * (1.0 + confidence);
                best = (als::Settings { regularization, confidence, ..best.0 }, found.1);
                ratio = found.0;
            } else {
                break;
            }
        }
        // More numbers if twice as many are better, four times as many if those are; else fewer.
        for factors in [128, 256, 32] {
            let grown = best.0.factors > als::Settings::default().factors;
            if factors == 256 && !grown || factors == 32 && grown {
                continue;
            }
            let settings = als::Settings { factors, ..best.0.clone() };
            let good = self.judge_plain(&Recipe::Als(settings.clone()))?;
            if good > best.1 {
                best = (settings, good);
            }
        }
        Ok(Recipe::Als(best.0))
    }
}

/// The best mixture of these recipes, each judged alone as well.
fn mixed(folds: &[Round], items: usize, recipes: Vec<Recipe>, halt: &Halt) -> Result<Choice, Stopped> {
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
    Ok(Choice { parts, mixture, tried: 0 })
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
