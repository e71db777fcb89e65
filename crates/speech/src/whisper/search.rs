//! Beam search: several texts grow side by side, and the one the model believes in most wins.
//!
//! The texts share the encoded utterance, and every weight is read once for all of them, so five cost far less than
//! five times one. Where the model is sure there is only one: whatever is much less likely than the best is given up.

use models::kernel::math;
use rayon::prelude::*;

use super::decode::{Beginning, Effort, Task, Written, repeats};
use super::decoder::Draft;
use crate::SpeechError;

/// So many tokens without any doubt are granted to a text before it is given up for a finished one.
const CERTAIN_TOKENS: usize = 2;

pub struct Search<'a> {
    task: &'a Task<'a>,
    effort: Effort,
    /// What was read ahead: the prompt and a guess.
    beginning: Beginning,
    guess: &'a [u32],
    growing: Vec<Hypothesis>,
    finished: Vec<Written>,
    /// The likeliest text that went round in circles.
    circling: Option<Written>,
}

/// A token to which the model gives less than this is doubtful: another may come in its place when more was heard.
const DOUBT: f32 = 0.6;

/// One unfinished text.
struct Hypothesis {
    /// None as long as the text is the guess's beginning, which was read ahead.
    draft: Option<Draft>,
    tokens: Vec<u32>,
    log_probability: f32,
    /// Tokens before the first doubtful one.
    sure: usize,
}

/// One way to go on: from which hypothesis, with which token, and how likely the whole then is.
struct Candidate {
    from: usize,
    token: u32,
    log_probability: f32,
}

impl<'a> Search<'a> {
    /// `beginning` has read the guess.
    pub fn new(task: &'a Task<'a>, beginning: Beginning, guess: &'a [u32], effort: Effort) -> Self {
        let growing = vec![Hypothesis { draft: None, tokens: Vec::new(), log_probability: 0.0, sure: 0 }];
        Self { task, effort, beginning, guess, growing, finished: Vec::new(), circling: None }
    }

    /// Every text begins with these tokens, which were read and are so likely.
    pub fn behind(mut self, tokens: &[u32], log_probability: f32) -> Self {
        self.growing = vec![Hypothesis { draft: None, tokens: tokens.to_vec(), log_probability, sure: 0 }];
        self
    }

    /// Grows texts until the best of them is known.
    pub fn grow(mut self, limit: usize) -> Result<Written, SpeechError> {
        loop {
            let candidates = self.candidates()?;
            self.take(candidates);
            let longest = self.growing.first().map_or(limit, |hypothesis| hypothesis.tokens.len());
            if self.finished.len() >= self.effort.width || longest >= limit || self.is_decided() {
                return Ok(self.winner());
            }
        }
    }

    /// The likeliest ways to go on, the best first.
    fn candidates(&mut self) -> Result<Vec<Candidate>, SpeechError> {
        let guess = self.guess;
        let foreseen = |hypothesis: &Hypothesis| guess.starts_with(&hypothesis.tokens);
        let (ahead, prompt) = (&self.beginning.draft, self.beginning.prompt);
        let work = self.growing.iter_mut().filter(|hypothesis| !foreseen(hypothesis)).map(|hypothesis| {
            let (read, last) = hypothesis.tokens.split_at(hypothesis.tokens.len() - 1);
            (hypothesis.draft.get_or_insert_with(|| ahead.beginning(prompt + read.len())), last)
        });
        let mut work = work.peekable();
        let scores = match work.peek() {
            Some(_) => Some(self.task.scores(&self.task.advance(work)?)?),
            None => None,
        };
        let size = self.task.decoder.vocabulary();
        let mut computed = 0..;
        let rows = self.growing.iter().map(|hypothesis| {
            let row = if foreseen(hypothesis) {
                self.beginning.scores.row(hypothesis.tokens.len())
            } else {
                let scores = scores.as_ref().expect("a text that was not foreseen was read");
                scores.row(computed.next().expect("the range has no end"))
            };
            (hypothesis.log_probability, &row[..size])
        });
        let first = self.growing[0].tokens.is_empty();
        Ok(best(&rows.collect::<Vec<_>>(), self.task.vocabulary.penalties(first), 2 * self.effort.width))
    }

    /// Goes on with the best candidates; those that end are finished, those that go round in circles are given up.
    fn take(&mut self, candidates: Vec<Candidate>) {
        let mut kept: Vec<(Candidate, Vec<u32>)> = Vec::new();
        let best = candidates.first().map_or(0.0, |candidate| candidate.log_probability);
        for (rank, candidate) in candidates.into_iter().enumerate() {
            let from = &self.growing[candidate.from];
            if kept.len() >= self.effort.width || candidate.log_probability < best - self.effort.margin {
                break;
            }
            if candidate.token == self.task.vocabulary.end() {
                // An end that is not among the best would only stop the search early.
                if rank < self.effort.width {
                    self.finished.push(written(&from.tokens, from.sure, candidate.log_probability, true));
                }
                continue;
            }
            let tokens = [from.tokens.as_slice(), &[candidate.token]].concat();
            if repeats(&tokens) {
                self.circling.get_or_insert_with(|| written(&tokens, 0, candidate.log_probability, false));
            } else {
                kept.push((candidate, tokens));
            }
        }
        let mut uses = vec![0; self.growing.len()];
        kept.iter().for_each(|(candidate, _)| uses[candidate.from] += 1);
        self.growing = kept
            .into_iter()
            .map(|(Candidate { from, log_probability, .. }, tokens)| {
                uses[from] -= 1;
                let before = &mut self.growing[from];
                let is_sure = log_probability - before.log_probability >= DOUBT.ln();
                let sure = before.sure + usize::from(is_sure && before.sure == before.tokens.len());
                let draft = &mut before.draft;
                // The last to need a draft takes it, the others copy it.
                let draft = if uses[from] == 0 { draft.take() } else { draft.clone() };
                Hypothesis { draft, tokens, log_probability, sure }
            })
            .collect();
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
    fn winner(self) -> Written {
        let by_mean = |a: &Written, b: &Written| a.log_probability.total_cmp(&b.log_probability);
        let unfinished = self.growing.iter().map(|h| written(&h.tokens, h.sure, h.log_probability, false));
        let found = self.finished.into_iter().max_by(by_mean).or_else(|| unfinished.max_by(by_mean));
        found.or(self.circling).unwrap_or_else(|| written(&[], 0, f32::NEG_INFINITY, false))
    }
}

/// The likeliest ways to go on from rows of scores, each with how likely its text is so far; the best first.
fn best(rows: &[(f32, &[f32])], penalties: &[f32], count: usize) -> Vec<Candidate> {
    let of_row = |(from, (so_far, scores)): (usize, &(f32, &[f32]))| {
        let shift = so_far + math::log_probability(scores, 0.0);
        likeliest(scores, penalties, count)
            .into_iter()
            .map(|(score, token)| Candidate { from, token, log_probability: score + shift })
            .collect::<Vec<_>>()
    };
    let mut all = rows.par_iter().enumerate().flat_map_iter(of_row).collect::<Vec<_>>();
    all.sort_by(|a, b| b.log_probability.total_cmp(&a.log_probability));
    all.truncate(count);
    all
}

/// The tokens with the highest scores, the best first.
fn likeliest(scores: &[f32], penalties: &[f32], count: usize) -> Vec<(f32, u32)> {
    /// So many at a time are passed over when none of them is good enough.
    const AT_ONCE: usize = 64;
    let mut top: Vec<(f32, u32)> = Vec::with_capacity(count + 1);
    let mut least = f32::NEG_INFINITY;
    for (i, (scores, penalties)) in scores.chunks(AT_ONCE).zip(penalties.chunks(AT_ONCE)).enumerate() {
        let mut sums = [f32::NEG_INFINITY; AT_ONCE];
        for ((sum, score), penalty) in sums.iter_mut().zip(scores).zip(penalties) {
            *sum = score + penalty;
        }
        if math::largest(&sums) <= least {
            continue;
        }
        for (j, &score) in sums.iter().enumerate().take(scores.len()) {
            if score > least {
                let at = top.partition_point(|(other, _)| *other >= score);
                top.insert(at, (score, (i * AT_ONCE + j) as u32));
                top.truncate(count);
                least = if top.len() < count { f32::NEG_INFINITY } else { top[count - 1].0 };
            }
        }
    }
    top
}

fn written(tokens: &[u32], sure: usize, total: f32, complete: bool) -> Written {
    let log_probability = total / (tokens.len() + 1) as f32;
    Written { tokens: tokens.to_vec(), sure, log_probability, complete, ..Written::default() }
}
