//! What is to be written down, and with what: from an utterance's memory to a text.

use models::kernel::math;

use super::decoder::{Decoder, Draft, Job, Memory};
use super::failed;
use super::layers::Rows;
use super::search::Search;
use super::tokens::{Tongue, Vocabulary};
use crate::SpeechError;

/// Faster than anybody speaks: a Korean syllable is one to two tokens, and nobody says ten a second for long.
const TOKENS_PER_SECOND: f64 = 12.0;
const TOKENS_AT_LEAST: usize = 16;

/// A text and how much the model believes in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Written {
    pub tokens: Vec<u32>,
    /// So many of them come before the first that is doubtful.
    pub sure: usize,
    /// The mean over the tokens and the end; 0 is certain.
    pub log_probability: f32,
    /// How likely it is that nobody spoke.
    pub no_speech: f32,
    /// It came to its own end, instead of being stopped by a guard.
    pub complete: bool,
}

pub struct Task<'a> {
    pub decoder: &'a Decoder,
    pub vocabulary: &'a Vocabulary,
    pub memory: &'a Memory,
    pub tongue: Tongue,
    pub translate: bool,
    /// The most tokens that the text may have.
    pub limit: usize,
}

/// How thoroughly a text is looked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effort {
    /// The most texts that grow side by side; 1 takes the likeliest token each time.
    pub width: usize,
    /// How much less likely than the best a text may be and still grow.
    pub margin: f32,
}

/// What the model makes of the prompt and of an earlier text behind it.
pub struct Beginning {
    pub draft: Draft,
    /// The scores behind the prompt and behind each of the earlier text's tokens.
    pub scores: Rows,
    /// Tokens of the prompt.
    pub prompt: usize,
    pub no_speech: f32,
}

impl Beginning {
    /// The log-probability of each of these tokens behind those before it, all of which were read.
    fn believed(&self, tokens: &[u32], vocabulary: usize) -> Vec<f32> {
        let of = |(i, token): (usize, &u32)| {
            let scores = &self.scores.row(i)[..vocabulary];
            math::log_probability(scores, scores[*token as usize])
        };
        tokens.iter().enumerate().map(of).collect()
    }
}

impl Written {
    /// The log-probability of the whole.
    pub fn total(&self) -> f32 {
        self.log_probability * (self.tokens.len() + 1) as f32
    }
}

impl Task<'_> {
    /// Looks for the likeliest text. A guess (an earlier text of the same utterance) costs little where it is right,
    /// because all of it is checked at once, and changes nothing about the result.
    pub fn write(&self, guess: &[u32], effort: Effort) -> Result<Written, SpeechError> {
        let guess = &guess[..guess.len().min(self.limit().saturating_sub(1))];
        let beginning = self.begin(guess)?;
        let no_speech = beginning.no_speech;
        let written = Search::new(self, beginning, guess, effort).grow(self.limit())?;
        Ok(Written { no_speech, ..written })
    }

    /// Looks for the likeliest text that begins like this: its log-probability altogether.
    pub fn believe_beginning(&self, prefix: &[u32], effort: Effort) -> Result<f32, SpeechError> {
        let beginning = self.begin(prefix)?;
        let believed = beginning.believed(prefix, self.decoder.vocabulary());
        let search = Search::new(self, beginning, prefix, effort).behind(prefix, believed.iter().sum());
        Ok(search.grow(self.limit())?.total())
    }

    /// How much the model believes in each token of a text and in the end behind it.
    pub fn read(&self, text: &[u32]) -> Result<Vec<f32>, SpeechError> {
        let whole = [text, &[self.vocabulary.end()]].concat();
        Ok(self.begin(text)?.believed(&whole, self.decoder.vocabulary()))
    }

    /// Reads the prompt and a text behind it.
    fn begin(&self, text: &[u32]) -> Result<Beginning, SpeechError> {
        let prompt = self.vocabulary.prompt(self.tongue, self.translate);
        let (mut draft, tokens) = (self.decoder.draft(), [&prompt, text].concat());
        let rows = self.advance([(&mut draft, tokens.as_slice())])?;
        let scores = self.scores(&rows.last(text.len() + 1))?;
        let no_speech = match self.vocabulary.no_speech() {
            Some(token) => {
                let start = self.scores(&rows.part(0..1))?;
                let start = &start.row(0)[..self.decoder.vocabulary()];
                math::log_probability(start, start[token as usize]).exp()
            }
            None => 0.0,
        };
        Ok(Beginning { draft, scores, prompt: prompt.len(), no_speech })
    }

    /// Appends tokens to drafts: a row for each token.
    pub fn advance<'d>(
        &self,
        work: impl IntoIterator<Item = (&'d mut Draft, &'d [u32])>,
    ) -> Result<Rows, SpeechError> {
        let jobs = work.into_iter().map(|(draft, tokens)| Job { draft, tokens });
        self.decoder.advance(self.memory, &mut jobs.collect::<Vec<_>>()).map_err(failed)
    }

    /// What is believed about the next token behind each row.
    pub fn scores(&self, rows: &Rows) -> Result<Rows, SpeechError> {
        self.decoder.scores(rows).map_err(failed)
    }

    fn limit(&self) -> usize {
        let prompt = self.vocabulary.prompt(self.tongue, self.translate).len();
        self.limit.min(self.decoder.max_tokens() - prompt)
    }
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

/// A whole phrase follows itself at once: people seldom do that, and a model that loses its way does.
pub fn says_twice(tokens: &[u32]) -> bool {
    const SHORTEST: usize = 6;
    (SHORTEST..=tokens.len() / 2)
        .any(|period| tokens.windows(2 * period).any(|window| window[..period] == window[period..]))
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

    #[test]
    fn a_phrase_said_twice_is_noticed() {
        for (tokens, twice) in [
            (vec![], false),
            ([1, 2, 3].repeat(2), false),
            ([1, 2, 3, 4, 5, 6].repeat(2), true),
            ([vec![9], (1..8).collect(), (1..8).collect(), vec![8]].concat(), true),
            ([(1..8).collect(), vec![9], (1..8).collect::<Vec<u32>>()].concat(), false),
        ] {
            assert_eq!(says_twice(&tokens), twice, "{tokens:?}");
        }
    }
}
