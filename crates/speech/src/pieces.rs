//! Long audio, cut into pieces that can be recognised one by one.
//!
//! Speech is joined over short pauses as long as it fits, since a recogniser understands a sentence better than half of
//! one. It is cut at long pauses, and where a voice is least likely when there is no pause for too long. Nothing older
//! than the piece at hand is kept.

use std::collections::VecDeque;
use std::ops::Range;

use crate::vad::{CHUNK, Change, Segmenter};
use crate::{LISTENING_RATE, SpeechError};

/// Silence that is kept around speech: soft beginnings and ends are quieter than what counts as a voice.
pub const MARGIN: usize = LISTENING_RATE as usize * 3 / 10;
/// Speech goes on over a pause of at most this length.
pub const JOINED_PAUSE: usize = LISTENING_RATE as usize * 3 / 2;

/// Speech to be recognised.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// With a little silence around the speech.
    pub samples: Vec<f32>,
    /// Where the samples begin, from the beginning of the audio.
    pub at: usize,
    /// Where somebody speaks, from the beginning of the audio.
    pub speech: Range<usize>,
}

/// Audio being cut.
pub struct Pieces {
    /// The most samples of one piece.
    longest: usize,
    segmenter: Segmenter,
    /// Everything since `origin`, and how likely a voice is in each chunk of it.
    samples: Vec<f32>,
    likelihoods: Vec<f32>,
    origin: usize,
    /// Where speech that was not handed out yet begins and ends.
    speech: Option<Range<usize>>,
    ready: VecDeque<Piece>,
}

impl Pieces {
    pub fn new(longest: usize) -> Self {
        Self {
            longest,
            segmenter: Segmenter::default(),
            samples: Vec::new(),
            likelihoods: Vec::new(),
            origin: 0,
            speech: None,
            ready: VecDeque::new(),
        }
    }

    /// Takes samples and the likelihoods of a voice in the chunks that they complete.
    pub fn push(&mut self, samples: &[f32], likelihoods: &[f32]) {
        self.samples.extend_from_slice(samples);
        for likelihood in likelihoods {
            self.judge(*likelihood);
        }
        self.forget();
    }

    /// The next piece that is complete.
    pub fn next(&mut self) -> Option<Piece> {
        self.ready.pop_front()
    }

    /// No more samples come: what is left is complete.
    pub fn finish(&mut self) {
        if let Some(speech) = self.speech.take() {
            self.complete(speech);
        }
    }

    fn judge(&mut self, likelihood: f32) {
        self.likelihoods.push(likelihood);
        if let Some(Change::Started(at)) = self.segmenter.push(likelihood)
            && let Some(speech) = self.speech.take_if(|speech| at - speech.end > JOINED_PAUSE)
        {
            self.complete(speech);
        }
        if let Some(now) = self.segmenter.speaking() {
            let start = self.speech.as_ref().map_or(now.start.max(self.origin), |speech| speech.start);
            self.speech = Some(start..now.end);
        }
        let Some(speech) = self.speech.clone() else { return };
        if speech.len() + 2 * MARGIN > self.longest {
            self.cut(speech);
        } else if self.segmenter.at() - speech.end > JOINED_PAUSE + MARGIN {
            self.speech = None;
            self.complete(speech);
        }
    }

    /// Speech goes on for too long: what is before its quietest place is a piece.
    fn cut(&mut self, speech: Range<usize>) {
        let from = speech.start - self.origin;
        let cut = quietest(&self.likelihoods, from + self.longest / 2..from + speech.len()) + self.origin;
        self.hand_out(speech.start..cut, cut);
        self.speech = Some(cut..speech.end.max(cut));
    }

    /// Speech that is followed by a pause.
    fn complete(&mut self, speech: Range<usize>) {
        let to = speech.end + MARGIN;
        self.hand_out(speech, to);
    }

    fn hand_out(&mut self, speech: Range<usize>, to: usize) {
        let received = self.origin + self.samples.len();
        // What was handed out before is not handed out again.
        let from = speech.start.saturating_sub(MARGIN).max(self.origin);
        let to = to.clamp(from, received);
        let samples = self.samples[from - self.origin..to - self.origin].to_vec();
        self.ready.push_back(Piece { samples, at: from, speech: speech.start..speech.end.min(received) });
        self.drop_until(to);
    }

    /// Silence before speech is not kept.
    fn forget(&mut self) {
        if self.speech.is_none() {
            // A voice counts as speech a few chunks after it began.
            self.drop_until(self.segmenter.at().saturating_sub(MARGIN + 4 * CHUNK));
        }
    }

    /// Only whole chunks, so that samples and likelihoods stay together.
    fn drop_until(&mut self, at: usize) {
        let samples = at.saturating_sub(self.origin) / CHUNK * CHUNK;
        let samples = samples.min(self.likelihoods.len() * CHUNK);
        self.samples.drain(..samples.min(self.samples.len()));
        self.likelihoods.drain(..samples / CHUNK);
        self.origin += samples;
    }
}

/// The middle of the chunk within these samples that is least likely to hold a voice.
pub fn quietest(likelihoods: &[f32], within: Range<usize>) -> usize {
    let chunks = within.start.div_ceil(CHUNK)..(within.end / CHUNK).min(likelihoods.len());
    // Of equally quiet ones the last: the longer a piece, the better it is understood.
    let quietest = chunks.rev().min_by(|a, b| likelihoods[*a].total_cmp(&likelihoods[*b]));
    quietest.map_or(within.end, |chunk| chunk * CHUNK + CHUNK / 2)
}

/// Refuses what is no sound.
pub fn check(samples: &[f32]) -> Result<(), SpeechError> {
    if samples.iter().all(|sample| sample.is_finite()) {
        return Ok(());
    }
    Err(SpeechError::Unreadable("a sample is not a number".into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: usize = 31; // chunks

    fn cut(likelihoods: &[f32], block: usize) -> Vec<Piece> {
        let mut pieces = Pieces::new(25 * LISTENING_RATE as usize);
        let mut cut = Vec::new();
        for likelihoods in likelihoods.chunks(block) {
            pieces.push(&vec![0.5; likelihoods.len() * CHUNK], likelihoods);
            cut.extend(std::iter::from_fn(|| pieces.next()));
            let kept = pieces.samples.len() / LISTENING_RATE as usize;
            assert!(kept <= 28 + block / SECOND, "{kept} s are kept");
            assert_eq!(pieces.samples.len(), pieces.likelihoods.len() * CHUNK);
        }
        pieces.finish();
        cut.extend(std::iter::from_fn(|| pieces.next()));
        cut
    }

    #[test]
    fn long_audio_is_cut_at_pauses() {
        let speech = |seconds: usize| vec![0.9; seconds * SECOND];
        let pause = |seconds: usize| vec![0.0; seconds * SECOND];
        for (likelihoods, expected) in [
            (pause(3), 0),
            (speech(3), 1),
            ([speech(10), pause(1), speech(10)].concat(), 1),
            ([speech(10), pause(2), speech(10)].concat(), 2),
            ([speech(20), pause(1), speech(20)].concat(), 2),
            (speech(70), 3),
            ([pause(100), speech(5), pause(60), speech(5), pause(100)].concat(), 2),
        ] {
            let whole = cut(&likelihoods, likelihoods.len());
            let places: Vec<_> = whole.iter().map(|piece| piece.speech.clone()).collect();
            assert_eq!(whole.len(), expected, "{places:?}");
            assert!(cut(&likelihoods, 7) == whole, "the size of the blocks matters: {places:?}");
            let length = likelihoods.len() * CHUNK;
            for piece in &whole {
                assert!(piece.samples.len() <= 25 * LISTENING_RATE as usize);
                assert!(piece.at <= piece.speech.start && !piece.speech.is_empty());
                assert!(piece.at + piece.samples.len() <= length);
            }
            assert!(whole.windows(2).all(|two| two[0].at + two[0].samples.len() <= two[1].at + CHUNK));
            assert!(whole.windows(2).all(|two| two[0].speech.end <= two[1].speech.start));
        }
    }
}
