//! Is anybody speaking? Silero's voice activity detection, and what follows from it.

use std::ops::Range;
use std::path::Path;

use models::onnx::GraphWeights;

use crate::SpeechError;
use crate::silero::{Silero, State};

/// Samples that are judged together: 32 ms.
pub const CHUNK: usize = 512;
/// Samples before a chunk that the network wants to see again.
pub const CONTEXT: usize = 64;

/// A chunk at least this likely to hold a voice begins speech...
const VOICE: f32 = 0.5;
/// ... and one less likely than this does not go on with it.
const NO_VOICE: f32 = 0.35;
/// A shorter sound is a click or a cough: 96 ms.
const SHORTEST_SPEECH: usize = 3 * CHUNK;
/// A pause of this length ends speech where nobody knows better; shorter ones belong to it: 704 ms.
const PAUSE: usize = 22 * CHUNK;

/// The network, shared by everything that listens.
pub struct Vad {
    network: Silero,
}

/// One stream of audio being watched.
pub struct Activity {
    state: State,
    /// The end of the last chunk, then what is too short to be judged yet.
    waiting: Vec<f32>,
}

impl Vad {
    pub fn open(model: &Path) -> Result<Self, SpeechError> {
        let weights = GraphWeights::read(model).map_err(|error| SpeechError::Model(error.to_string()))?;
        let unknown = || {
            SpeechError::Model(format!("{} is another network: run `ieum models verify`", model.display()))
        };
        Ok(Self { network: Silero::new(weights).ok_or_else(unknown)? })
    }

    /// The likelihood of a voice in each chunk that these samples complete.
    pub fn judge(&self, activity: &mut Activity, samples: &[f32]) -> Vec<f32> {
        activity.waiting.extend_from_slice(samples);
        let windows: Vec<&[f32]> = activity.waiting.windows(CONTEXT + CHUNK).step_by(CHUNK).collect();
        let judged = windows.len() * CHUNK;
        let likelihoods = self.network.judge(&mut activity.state, &windows);
        activity.waiting.drain(..judged);
        likelihoods
    }
}

impl Default for Activity {
    fn default() -> Self {
        Self { state: State::default(), waiting: vec![0.0; CONTEXT] }
    }
}

/// From likelihoods to speech and pauses. Positions are samples since the beginning.
pub struct Segmenter {
    at: usize,
    /// Silence that ends speech.
    pause: usize,
    /// Where the voice at hand began, before it is long enough to be speech.
    candidate: Option<usize>,
    speaking: Option<Range<usize>>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Somebody has been speaking since here.
    Started(usize),
    /// Somebody spoke here, and a pause followed.
    Ended(Range<usize>),
}

impl Default for Segmenter {
    fn default() -> Self {
        Self::with_pause(PAUSE)
    }
}

impl Segmenter {
    /// So many samples of silence end speech.
    pub fn with_pause(pause: usize) -> Self {
        Self { at: 0, pause, candidate: None, speaking: None }
    }

    /// Takes the likelihood of the next chunk.
    pub fn push(&mut self, likelihood: f32) -> Option<Change> {
        let start = self.at;
        self.at += CHUNK;
        if let Some(speech) = &mut self.speaking {
            if likelihood >= NO_VOICE {
                speech.end = self.at;
                return None;
            }
            return if self.at - speech.end >= self.pause {
                self.speaking.take().map(Change::Ended)
            } else {
                None
            };
        }
        if likelihood < if self.candidate.is_some() { NO_VOICE } else { VOICE } {
            self.candidate = None;
            return None;
        }
        let began = *self.candidate.get_or_insert(start);
        if self.at - began < SHORTEST_SPEECH {
            return None;
        }
        self.candidate = None;
        self.speaking = Some(began..self.at);
        Some(Change::Started(began))
    }

    /// The speech that is going on, pauses so far not counted.
    pub fn speaking(&self) -> Option<&Range<usize>> {
        self.speaking.as_ref()
    }

    /// Speech is over now, however short the pause: who speaks on begins anew.
    pub fn end(&mut self) -> Option<Range<usize>> {
        self.speaking.take()
    }

    /// Everything before here has been judged.
    pub fn at(&self) -> usize {
        self.at
    }

    /// How long nobody has been heard within the speech that is going on.
    pub fn silent_for(&self) -> usize {
        self.speaking.as_ref().map_or(0, |speech| self.at - speech.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `-` is silence, `?` doubt and `+` a voice, a chunk each.
    fn changes(chunks: &str) -> Vec<Change> {
        let mut segmenter = Segmenter::default();
        let likelihood = |c| match c {
            '-' => 0.1,
            '?' => 0.4,
            _ => 0.9,
        };
        chunks.chars().filter_map(|c| segmenter.push(likelihood(c))).collect()
    }

    #[test]
    fn speech_begins_at_once_and_ends_with_a_pause() {
        let pause = "-".repeat(PAUSE / CHUNK);
        for (chunks, expected) in [
            ("-----".to_owned(), vec![]),
            (format!("--++{pause}"), vec![]),
            ("--+++".to_owned(), vec![Change::Started(2 * CHUNK)]),
            ("--???".to_owned(), vec![]),
            ("--+??".to_owned(), vec![Change::Started(2 * CHUNK)]),
            (format!("+++-+?{pause}"), vec![Change::Started(0), Change::Ended(0..6 * CHUNK)]),
            (
                format!("+++{pause}-++++"),
                vec![Change::Started(0), Change::Ended(0..3 * CHUNK), Change::Started(4 * CHUNK + PAUSE)],
            ),
        ] {
            assert_eq!(changes(&chunks), expected, "{chunks}");
        }
    }

    #[test]
    fn speech_that_is_said_to_be_over_begins_anew() {
        let mut segmenter = Segmenter::with_pause(PAUSE);
        let changes = [0.9; 3].map(|likelihood| segmenter.push(likelihood));
        assert_eq!(changes, [None, None, Some(Change::Started(0))]);
        segmenter.push(0.1);
        assert_eq!((segmenter.silent_for(), segmenter.at()), (CHUNK, 4 * CHUNK));
        assert_eq!(segmenter.end(), Some(0..3 * CHUNK));
        assert_eq!((segmenter.end(), segmenter.speaking()), (None, None));
        let changes = [0.9; 3].map(|likelihood| segmenter.push(likelihood));
        assert_eq!(changes, [None, None, Some(Change::Started(4 * CHUNK))]);
    }
}
