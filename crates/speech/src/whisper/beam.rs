//! Beam search: several texts grow side by side, and the one the model believes in most wins.
//!
//! The texts share the encoded utterance, and every weight is read once for all of them, so five cost far less than
//! five times one.

use domain::Language;
use rayon::prelude::*;

use super::decode::{Task, Written, repeats};
use super::decoder::Draft;
use super::{failed, math};
use crate::SpeechError;

/// Texts that grow side by side.
const WIDTH: usize = 4;
/// So many tokens without any doubt are granted to a text before it is given up for a finished one.
const CERTAIN_TOKENS: usize = 2;

pub struct Beam<'a> {
    task: &'a Task<'a>,
    growing: Vec<Hypothesis>,
    finished: Vec<Written>,
}

/// One unfinished text.
struct Hypothesis {
    draft: Draft,
    tokens: Vec<u32>,
    log_probability: f32,
}

/// One way to go on: from which hypothesis, with which token, and how likely the whole then is.
struct Candidate {
    from: usize,
    token: u32,
    log_probability: f32,
}

impl<'a> Beam<'a> {
    /// Begins with a draft that has read the prompt.
    pub fn new(task: &'a Task<'a>, draft: Draft) -> Self {
        let growing = vec![Hypothesis { draft, tokens: Vec::new(), log_probability: 0.0 }];
        Self { task, growing, finished: Vec::new() }
    }

    /// Grows texts from the scores of the first token until enough of them are complete.
    pub fn grow(mut self, first: &[f32], limit: usize, language: Language) -> Result<Written, SpeechError> {
        let vocabulary = self.task.decoder.vocabulary();
        let mut candidates = best(&[(0.0, &first[..vocabulary])], self.task.vocabulary.penalties(true));
        loop {
            self.take(&candidates, language);
            let longest = self.growing.first().map_or(limit, |hypothesis| hypothesis.tokens.len());
            if self.finished.len() >= WIDTH || longest >= limit || self.is_decided() {
                return Ok(self.winner(language));
            }
            let mut work: Vec<(&mut Draft, &[u32])> = self
                .growing
                .iter_mut()
                .map(|hypothesis| (&mut hypothesis.draft, &hypothesis.tokens[hypothesis.tokens.len() - 1..]))
                .collect();
            let rows = self.task.decoder.advance(self.task.memory, &mut work).map_err(failed)?;
            let scores = self.task.decoder.scores(&rows).map_err(failed)?;
            let rows: Vec<(f32, &[f32])> = self
                .growing
                .iter()
                .enumerate()
                .map(|(i, hypothesis)| (hypothesis.log_probability, &scores.row(i)[..vocabulary]))
                .collect();
            candidates = best(&rows, self.task.vocabulary.penalties(false));
        }
    }

    /// Goes on with the best candidates; those that end are finished, those that go round in circles are given up.
    fn take(&mut self, candidates: &[Candidate], language: Language) {
        let mut next: Vec<Hypothesis> = Vec::new();
        for candidate in candidates {
            let from = &self.growing[candidate.from];
            if candidate.token == self.task.vocabulary.end() {
                self.finished.push(written(&from.tokens, candidate.log_probability, language, true));
                continue;
            }
            let tokens = [from.tokens.as_slice(), &[candidate.token]].concat();
            if next.len() < WIDTH && !repeats(&tokens) {
                let draft = from.draft.clone();
                next.push(Hypothesis { draft, tokens, log_probability: candidate.log_probability });
            }
        }
        self.growing = next;
    }

    /// No growing text can soon become better than the best finished one, even with nothing but certain tokens.
    fn is_decided(&self) -> bool {
        let mean = |hypothesis: &Hypothesis| {
            hypothesis.log_probability / (hypothesis.tokens.len() + 1 + CERTAIN_TOKENS) as f32
        };
        let hope = self.growing.iter().map(mean).fold(f32::NEG_INFINITY, f32::max);
        self.finished.iter().any(|written| written.log_probability > hope)
    }

    /// The text with the highest mean; an unfinished one only when none is complete.
    fn winner(self, language: Language) -> Written {
        let by_mean = |a: &Written, b: &Written| a.log_probability.total_cmp(&b.log_probability);
        let unfinished = self.growing.iter().map(|h| written(&h.tokens, h.log_probability, language, false));
        let found = self.finished.into_iter().max_by(by_mean).or_else(|| unfinished.max_by(by_mean));
        found.unwrap_or_else(|| written(&[], f32::NEG_INFINITY, language, false))
    }
}

/// The likeliest ways to go on, the best first.
fn best(rows: &[(f32, &[f32])], penalties: &[f32]) -> Vec<Candidate> {
    let count = 2 * WIDTH;
    let of_row = |(from, (so_far, scores)): (usize, &(f32, &[f32]))| {
        let mut top: Vec<(f32, u32)> = Vec::with_capacity(count + 1);
        let mut least = f32::NEG_INFINITY;
        for (token, (score, penalty)) in scores.iter().zip(penalties).enumerate() {
            let score = score + penalty;
            if score > least {
                let at = top.partition_point(|(other, _)| *other >= score);
                top.insert(at, (score, token as u32));
                top.truncate(count);
                least = if top.len() < count { f32::NEG_INFINITY } else { top[count - 1].0 };
            }
        }
        let shift = so_far + math::log_probability(scores, 0.0);
        let candidates = top.into_iter().map(move |(score, token)| (score + shift, token));
        candidates
            .map(|(log_probability, token)| Candidate { from, token, log_probability })
            .collect::<Vec<_>>()
    };
    let mut all = rows.par_iter().enumerate().flat_map_iter(of_row).collect::<Vec<_>>();
    all.sort_by(|a, b| b.log_probability.total_cmp(&a.log_probability));
    all.truncate(count);
    all
}

fn written(tokens: &[u32], total: f32, language: Language, complete: bool) -> Written {
    Written {
        tokens: tokens.to_vec(),
        language,
        log_probability: total / (tokens.len() + 1) as f32,
        complete,
    }
}
