//! The real ears: Silero says whether anybody speaks, Whisper says what.

use std::ops::{ControlFlow, Range};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::listening::Listening;
use crate::pieces::{Piece, Pieces, check};
use crate::vad::{Activity, CHUNK, Vad};
use crate::whisper::{Recognised, Request, Whisper};
use crate::written;
use crate::{Hint, LISTENING_RATE, Listen, Recognize, Segment, SpeechError, Transcript};

/// The longest recording that is recognised at once; longer ones are transcribed as they come.
const MAX_SECONDS: u32 = 30 * 60;
/// The longest piece of a recording: from here on Whisper would need its full context, which is much slower.
const LONGEST_PIECE: usize = 25 * LISTENING_RATE as usize;

/// What is at least so alike to a wake phrase is a call, if nobody says otherwise (`docs/performance.md`).
pub const WAKE_LIKENESS: f32 = 0.6;

/// Recognises Korean and English speech on this machine. Cloning shares the models.
#[derive(Clone)]
pub struct Ears {
    pub(crate) whisper: Arc<Whisper>,
    pub(crate) vad: Arc<Vad>,
    pub(crate) patience: Patience,
    /// At least so alike to its phrase is a call.
    pub(crate) wake_likeness: f32,
}

/// How long to wait for more, while somebody is listened to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Patience {
    /// Silence after a sentence that is complete.
    pub short_pause: Duration,
    /// Silence after one that is not. Where nobody can tell, the mean of the two.
    pub long_pause: Duration,
    /// Silence while nobody has said anything yet.
    pub silence: Duration,
    /// One utterance.
    pub longest: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            short_pause: Duration::from_millis(450),
            long_pause: Duration::from_millis(1200),
            silence: Duration::from_secs(8),
            longest: Duration::from_secs(55),
        }
    }
}

impl Ears {
    /// `whisper`: the folder with `model.bin`, `config.json` and `tokenizer.json`; `vad`: Silero's file.
    pub fn open(whisper: &Path, vad: &Path) -> Result<Self, SpeechError> {
        let vad = Arc::new(Vad::open(vad)?);
        let whisper = Arc::new(Whisper::open(whisper)?);
        Ok(Self { vad, whisper, patience: Patience::default(), wake_likeness: WAKE_LIKENESS })
    }

    /// The same ears, which take for a call what is at least so alike to its phrase, from 0 to 1.
    pub fn with_wake_likeness(self, wake_likeness: f32) -> Self {
        Self { wake_likeness, ..self }
    }

    /// The same ears with another patience.
    pub fn with_patience(self, patience: Patience) -> Self {
        Self { patience, ..self }
    }

    fn recognise_piece(&self, piece: &Piece, hint: &Hint) -> Result<Part, SpeechError> {
        let heard = written::write(self.whisper.recognise(&piece.samples, &Request::of(hint))?, hint);
        Ok(Part::new(heard, piece.speech.clone(), piece.at))
    }
}

impl Recognize for Ears {
    fn recognize(&self, samples: &[f32], hint: &Hint) -> Result<Transcript, SpeechError> {
        let seconds = samples.len() as f64 / f64::from(LISTENING_RATE);
        if seconds > f64::from(MAX_SECONDS) {
            return Err(SpeechError::TooLong { seconds, limit: MAX_SECONDS });
        }
        let mut blocks = samples.chunks(LISTENING_RATE as usize).map(|block| Ok(block.to_vec()));
        self.transcribe(&mut blocks, hint, &mut |_| ControlFlow::Continue(()))
    }

    fn transcribe(
        &self,
        audio: &mut dyn Iterator<Item = Result<Vec<f32>, SpeechError>>,
        hint: &Hint,
        heard: &mut dyn FnMut(&Segment) -> ControlFlow<()>,
    ) -> Result<Transcript, SpeechError> {
        let mut transcript = Transcript::nothing(hint);
        let mut activity = Activity::default();
        let mut pieces = Pieces::new(LONGEST_PIECE.min(self.whisper.max_samples()));
        let mut received = 0;
        let mut more = true;
        while more {
            more = match audio.next() {
                Some(samples) => {
                    let samples = samples?;
                    check(&samples)?;
                    received += samples.len();
                    pieces.push(&samples, &self.vad.judge(&mut activity, &samples));
                    true
                }
                None => {
                    // The last chunk is judged as if silence followed.
                    let missing = vec![0.0; received.next_multiple_of(CHUNK) - received];
                    pieces.push(&[], &self.vad.judge(&mut activity, &missing));
                    pieces.finish();
                    false
                }
            };
            transcript.audio_ms = milliseconds(received);
            while let Some(piece) = pieces.next() {
                let part = self.recognise_piece(&piece, hint)?;
                let stop = !part.segment.text.is_empty() && heard(&part.segment).is_break();
                transcript.append(part);
                if stop {
                    return Ok(transcript);
                }
            }
        }
        Ok(transcript)
    }

    fn listen(&self, hint: Hint) -> Box<dyn Listen> {
        Box::new(Listening::new(self.clone(), hint))
    }
}

/// A segment on its way into a transcript.
pub(crate) struct Part {
    pub segment: Segment,
    pub other_language: Option<String>,
}

impl Part {
    /// What was heard in the speech of these samples; its words count from `at`.
    pub fn new(heard: Recognised, speech: Range<usize>, at: usize) -> Self {
        let mut words = heard.words;
        for word in &mut words {
            word.start_ms += milliseconds(at);
            word.end_ms += milliseconds(at);
        }
        let segment = Segment {
            text: heard.text,
            start_ms: milliseconds(speech.start),
            end_ms: milliseconds(speech.end),
            language: heard.language,
            log_probability: heard.log_probability,
            no_speech: heard.no_speech,
            words,
        };
        Self { segment, other_language: heard.other_language }
    }
}

impl Transcript {
    pub(crate) fn nothing(hint: &Hint) -> Self {
        Self { language: hint.language.unwrap_or_default(), ..Self::default() }
    }

    /// Adds what was heard next, if anything; the first words decide the language.
    pub(crate) fn append(&mut self, part: Part) {
        let Part { segment, other_language } = part;
        if segment.text.is_empty() {
            return;
        }
        if self.segments.is_empty() {
            self.language = segment.language;
            self.other_language = other_language;
        } else {
            self.text.push(' ');
        }
        self.text.push_str(&segment.text);
        self.segments.push(segment);
    }
}

pub(crate) fn milliseconds(samples: usize) -> u32 {
    u32::try_from(samples as u64 * 1000 / u64::from(LISTENING_RATE)).unwrap_or(u32::MAX)
}
