//! The search itself.

use std::cell::OnceCell;

use domain::{Progress, Step};
use rayon::prelude::*;

use super::climb::climb;
use super::plan::Plan;
use super::round::{Round, folds};
use super::together::mixed;
use super::{Choice, Limits, Part, Recipe, Trials};
use crate::interactions::Event;
use crate::judge::Judgement;
use crate::learn::{Halt, Stopped, als, ease, neighbours, warp};

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
    let plan = Plan::new(people, items, events.len(), limits);
    let mut search = Search { folds: &folds, plan: &plan, progress, halt, trials, tried: 0 };
    progress.begin(&Step { name: "choosing learners".into(), total: None, bytes: false });
    let mut recipes = vec![Recipe::Popularity, search.neighbours()?];
    if plan.ease {
        recipes.push(search.ease()?);
    }
    if plan.als > 0 {
        recipes.push(search.als()?);
    }
    if plan.warp > 0 {
        recipes.extend(search.warp()?);
    }
    let tried = search.tried;
    let choice = mixed(&folds, items, recipes, halt)?;
    progress.finish();
    Ok(Choice { tried, savings: plan.savings, ..choice })
}

/// With fewer people to ask, what they say is chance.
const FEWEST_ASKED: usize = 20;

/// What is sound with little to learn from: what is liked together, and what many like.
fn untested(folds: &[Round]) -> Choice {
    let people = folds.first().map_or(0, |round| round.asked.len());
    let part = |recipe, share| Part { recipe, alone: Judgement { people, ..Judgement::default() }, share };
    let parts =
        vec![part(Recipe::Popularity, 0.2), part(Recipe::Neighbours(neighbours::Settings::default()), 0.8)];
    Choice { parts, mixture: Judgement::default(), tried: 0, savings: Vec::new() }
}

struct Search<'a, 'b> {
    folds: &'a [Round],
    plan: &'a Plan,
    progress: &'a dyn Progress,
    halt: &'a Halt,
    trials: &'a mut Trials<'b>,
    tried: usize,
}

impl Search<'_, '_> {
    /// How good a recipe is over all folds: what is known, or what trying says.
    fn judge(
        &mut self,
        recipe: &Recipe,
        try_out: impl FnOnce(&[Round], &Halt) -> Result<Vec<f64>, Stopped>,
    ) -> Result<f64, Stopped> {
        self.halt.check()?;
        let good = match self.trials.found(recipe) {
            Some(good) => good,
            None => {
                let each = try_out(self.folds, self.halt)?;
                let good = each.iter().sum::<f64>() / each.len() as f64;
                self.trials.add(recipe, good);
                good
            }
        };
        self.tried += 1;
        self.progress.advance(self.tried as u64);
        Ok(good)
    }

    /// For a learner that uses all threads and prepares nothing: one fold after the other.
    fn judge_plain(&mut self, recipe: &Recipe) -> Result<f64, Stopped> {
        self.judge(recipe, |folds, halt| {
            folds.iter().map(|round| round.learn_and_judge(recipe, halt)).collect()
        })
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
                self.judge(&Recipe::Ease(settings), |folds, _| {
                    let learn =
                        |number: usize| prepared[number].get_or_init(|| prepare(number)).learn(&settings);
                    Ok(folds.iter().enumerate().map(|(number, round)| round.judge(&learn(number))).collect())
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
        let plain = als::Settings::default();
        let factors = plain.factors.min(self.plan.als);
        let plain = als::Settings { factors, ..plain };
        let mut best = (plain.clone(), f64::NEG_INFINITY);
        let mut ratio = 8.0;
        for confidence in [0.0, 4.0, 9.0, 19.0, 39.0] {
            let found = climb(ratio, 2.0, 6, |ratio| {
                let regularization = ratio * (1.0 + confidence);
                let settings = als::Settings { regularization, confidence, ..plain.clone() };
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
            let grown = best.0.factors > plain.factors;
            if factors == 256 && !grown || factors == 32 && grown || factors > self.plan.als {
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

    /// It learns on one thread, so that all folds are learnt at once. As many rounds as a few million steps allow; twice
    /// as many if that is better. Among many items a step looks at rows that no cache holds, so that fewer are allowed;
    /// where they are not enough to learn anything, this learner is left out.
    fn warp(&mut self) -> Result<Option<Recipe>, Stopped> {
        const STEPS: usize = 6_000_000;
        const IN_CACHE: usize = 10_000;
        const FEWEST_ROUNDS: usize = 4;
        let judge = |search: &mut Self, settings: &warp::Settings| {
            let recipe = Recipe::Warp(settings.clone());
            search.judge(&recipe, |folds, halt| {
                folds.par_iter().map(|round| round.learn_and_judge(&recipe, halt)).collect()
            })
        };
        let likings =
            self.folds.iter().map(|round| round.fold.known.people.entries()).max().unwrap_or_default();
        let items = self.folds.iter().map(|round| round.fold.known.items.rows()).max().unwrap_or_default();
        let steps = STEPS / items.div_ceil(IN_CACHE).max(1);
        let rounds = (steps / likings.max(1)).min(warp::Settings::default().rounds);
        if rounds < FEWEST_ROUNDS {
            return Ok(None);
        }
        let factors = warp::Settings::default().factors.min(self.plan.warp);
        let plain = warp::Settings { factors, rounds, ..warp::Settings::default() };
        let (regularization, good) = climb(plain.regularization, 3.0, 4, |regularization| {
            judge(self, &warp::Settings { regularization, ..plain.clone() })
        })?;
        let found = warp::Settings { regularization, ..plain };
        let longer = warp::Settings { rounds: 2 * rounds, ..found.clone() };
        let better = judge(self, &longer)? > good;
        Ok(Some(Recipe::Warp(if better { longer } else { found })))
    }
}
