//! Beam search: several texts grow side by side, and the one the model believes in most wins.
//!
//! The texts share the encoded utterance, and every weight is read once for all of them, so five cost far less than
//! five times one.

use domain::Language;

use super::decode::{Task, Written, repeats};
use super::decoder::Draft;
use super::{failed, math};
use crate::SpeechError;

/// Texts that grow side by side.
const WIDTH: usize = 4;

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
            if self.finished.len() >= WIDTH || longest >= limit {
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
    let mut all: Vec<Candidate> = Vec::new();
    for (from, (so_far, scores)) in rows.iter().enumerate() {
        let mut top: Vec<(f32, u32)> = Vec::with_capacity(count + 1);
        for (token, (score, penalty)) in scores.iter().zip(penalties).enumerate() {
            let score = score + penalty;
            if top.len() < count || score > top[top.len() - 1].0 {
                let at = top.partition_point(|(other, _)| *other >= score);
                top.insert(at, (score, token as u32));
                top.truncate(count);
            }
        }
        let shift = so_far + math::log_probability(scores, 0.0);
        all.extend(top.iter().map(|(score, token)| Candidate {
            from,
            token: *token,
            log_probability: score + shift,
        }));
    }
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
