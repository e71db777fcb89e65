//! From scores to a text: the likeliest token each time, and guards against a model that loses its way.

use domain::Language;

use super::beam::Beam;
use super::decoder::{Decoder, Draft, Memory};
use super::layers::Rows;
use super::math;
use super::tokens::Vocabulary;
use super::{Request, failed};
use crate::SpeechError;

/// Faster than anybody speaks: a Korean syllable is one to two tokens, and nobody says ten a second for long.
const TOKENS_PER_SECOND: f64 = 12.0;
const TOKENS_AT_LEAST: usize = 16;

/// A text and how much the model believes in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    pub tokens: Vec<u32>,
    pub language: Language,
    /// The mean over the tokens and the end; 0 is certain.
    pub log_probability: f32,
    /// It came to its own end, instead of being stopped by a guard.
    pub complete: bool,
}

/// From so many tokens on, a text can be seen to be a bad one.
const TOKENS_TO_JUDGE: usize = 6;

/// A draft that has read the prompt, and the scores of the first token of the text.
pub struct Beginning {
    draft: Draft,
    first: Vec<f32>,
    language: Language,
}

/// What is to be written down, and with what.
pub struct Task<'a> {
    pub decoder: &'a Decoder,
    pub vocabulary: &'a Vocabulary,
    pub memory: &'a Memory,
}

impl Task<'_> {
    /// Takes the likeliest token each time, and gives up when the model believes in the text less than `least`. A guess (an earlier text of the same utterance) costs little where it is
    /// right, because all of it is checked at once, and changes nothing about the result.
    pub fn write(
        &self,
        request: &Request,
        limit: usize,
        least: f32,
    ) -> Result<(Written, Beginning), SpeechError> {
        let mut draft = self.decoder.draft();
        let (language, mut pending) = self.prompt(&mut draft, request.language)?;
        let prompt = self.prompt_length(language);
        let limit = limit.min(self.decoder.max_tokens() - prompt);
        let guess = &request.guess[..request.guess.len().min(limit.saturating_sub(1))];
        pending.extend(guess);

        let mut written = Written { tokens: Vec::new(), language, log_probability: 0.0, complete: false };
        let mut scores = self.scores(&mut draft, &pending, guess.len() + 1)?;
        let first = scores.row(0).to_vec();
        let mut guessed = guess.iter();
        while self.take(&scores, &mut guessed, &mut written) {
            let hopeless = written.tokens.len() >= TOKENS_TO_JUDGE
                && written.log_probability / (written.tokens.len() as f32) < least;
            if written.tokens.len() >= limit || repeats(&written.tokens) || hopeless {
                break;
            }
            draft.truncate(prompt + written.tokens.len() - 1);
            pending.clear();
            pending.extend(written.tokens.last());
            scores = self.scores(&mut draft, &pending, 1)?;
        }
        written.log_probability /= (written.tokens.len() + 1) as f32;
        draft.truncate(prompt);
        Ok((written, Beginning { draft, first, language }))
    }

    /// Lets several texts grow side by side; slower, and more often right.
    pub fn search(&self, beginning: Beginning, limit: usize) -> Result<Written, SpeechError> {
        let Beginning { draft, first, language } = beginning;
        let limit = limit.min(self.decoder.max_tokens() - self.prompt_length(language));
        Beam::new(self, draft).grow(&first, limit, language)
    }

    /// What comes before the text, as far as the draft has not read it yet. Without a language the draft reads the
    /// start, and the model decides.
    fn prompt(
        &self,
        draft: &mut Draft,
        language: Option<Language>,
    ) -> Result<(Language, Vec<u32>), SpeechError> {
        let start = self.vocabulary.start();
        if let Some(language) = language {
            return Ok((language, [&[start], &self.vocabulary.task(language)[..]].concat()));
        }
        let rows = self.decoder.advance(self.memory, &mut [(draft, &[start])]).map_err(failed)?;
        let scores = self.decoder.scores(&rows).map_err(failed)?;
        let language = self.vocabulary.language(scores.row(0));
        Ok((language, self.vocabulary.task(language).to_vec()))
    }

    fn prompt_length(&self, language: Language) -> usize {
        1 + self.vocabulary.task(language).len()
    }

    /// Feeds the pending tokens: the scores behind the last of them.
    fn scores(&self, draft: &mut Draft, pending: &[u32], last: usize) -> Result<Rows, SpeechError> {
        let rows = self.decoder.advance(self.memory, &mut [(draft, pending)]).map_err(failed)?;
        self.decoder.scores(&rows.last(last)).map_err(failed)
    }

    /// Takes the next token, or as many as were guessed right. False when the text is complete.
    fn take(&self, scores: &Rows, guessed: &mut std::slice::Iter<u32>, written: &mut Written) -> bool {
        for i in 0..scores.count() {
            let scores = &scores.row(i)[..self.decoder.vocabulary()];
            let penalties = self.vocabulary.penalties(written.tokens.is_empty());
            let (token, log_probability) = likeliest(scores, penalties);
            written.log_probability += log_probability;
            if token == self.vocabulary.end() {
                written.complete = true;
                return false;
            }
            written.tokens.push(token);
            if guessed.next() != Some(&token) {
                break;
            }
        }
        // What is left of a guess after its first mistake is worth nothing.
        *guessed = [].iter();
        true
    }
}

fn likeliest(scores: &[f32], penalties: &[f32]) -> (u32, f32) {
    let mut best = (0, f32::NEG_INFINITY);
    for (token, (score, penalty)) in scores.iter().zip(penalties).enumerate() {
        let score = score + penalty;
        if score > best.1 {
            best = (token as u32, score);
        }
    }
    (best.0, math::log_probability(scores, best.1))
}

/// The most tokens that so much speech can have.
pub fn token_limit(seconds: f64) -> usize {
    TOKENS_AT_LEAST + (seconds * TOKENS_PER_SECOND) as usize
}

/// The text goes round in circles: its end says the same thing again and again.
pub fn repeats(tokens: &[u32]) -> bool {
    const LONGEST_PERIOD: usize = 24;
    (1..=LONGEST_PERIOD).any(|period| {
        let rounds = match period {
            1 => 8, // Laughter has many equal syllables.
            2..=4 => 5,
            _ => 3,
        };
        let length = period * rounds;
        tokens.len() >= length && {
            let end = &tokens[tokens.len() - length..];
            end[period..] == end[..length - period]
        }
    })
}

/// The text without the circles at its end: the first round stays.
pub fn without_repeats(tokens: &[u32]) -> &[u32] {
    let period = (1..=tokens.len() / 2).find(|period| {
        let end = &tokens[tokens.len() - 2 * period..];
        end[*period..] == end[..*period]
    });
    let Some(period) = period else { return tokens };
    let mut length = tokens.len();
    while length >= 2 * period
        && tokens[length - period..length] == tokens[length - 2 * period..length - period]
    {
        length -= period;
    }
    &tokens[..length]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_seen_and_cut() {
        for (tokens, circles, cut) in [
            (vec![], false, 0),
            (vec![1, 2, 3, 4], false, 4),
            (vec![9; 7], false, 1),
            (vec![9; 8], true, 1),
            ([1, 2].repeat(4), false, 2),
            ([1, 2].repeat(5), true, 2),
            ([vec![7, 8], [1, 2, 3, 4, 5].repeat(3)].concat(), true, 7),
            ([vec![7, 8], [1, 2, 3, 4, 5].repeat(3), vec![6]].concat(), false, 18),
        ] {
            assert_eq!(repeats(&tokens), circles, "{tokens:?}");
            assert_eq!(without_repeats(&tokens).len(), cut, "{tokens:?}");
        }
    }
}
