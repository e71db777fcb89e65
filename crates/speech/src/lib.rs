//! Audio in, text out; text in, audio out.
//!
//! Two traits, each with a real implementation and a scripted one for tests ([`scripted`]). The engines are
//! synchronous: a call uses the engine's own threads and blocks its caller, so async code calls from a blocking task.
//! Every engine may be called from several threads at once. Samples are mono `f32` from -1 to 1; what comes in is
//! 16 kHz, what goes out has the rate the voice says.

use std::ops::ControlFlow;

use domain::Language;

pub mod audio;
pub mod ears;
mod english;
mod kokoro;
mod listening;
mod mel;
mod phonemes;
pub mod scripted;
mod sentences;
mod trim;
mod vad;
pub mod voice;
mod wave;
pub mod whisper;

pub use ears::Ears;
pub use voice::Voice;

/// Samples a second of everything that is listened to.
pub const LISTENING_RATE: u32 = 16_000;

/// Ears.
pub trait Recognize: Send + Sync {
    /// The words in one utterance of up to 30 s; longer audio is cut at pauses. No speech gives an empty text.
    fn recognize(&self, samples: &[f32], hint: &Hint) -> Result<Transcript, SpeechError>;

    /// Listens to audio as it arrives.
    fn listen(&self, hint: Hint) -> Box<dyn Listen>;
}

/// One utterance being listened to.
pub trait Listen: Send {
    /// Takes the next samples, of any length, and tells what they brought. Partial text comes from here, about twice
    /// a second; a call that recognises blocks for as long as that takes.
    fn push(&mut self, samples: &[f32]) -> Result<Vec<Hearing>, SpeechError>;

    /// No more samples will come: the final text.
    fn finish(self: Box<Self>) -> Result<Transcript, SpeechError>;
}

/// What is known before anything is said.
#[derive(Clone, Debug, Default)]
pub struct Hint {
    /// The language spoken; none lets the engine decide between Korean and English.
    pub language: Option<Language>,
}

/// Something noticed while listening.
#[derive(Clone, Debug, PartialEq)]
pub enum Hearing {
    /// A voice began, at this many milliseconds.
    SpeechStarted { at_ms: u32 },
    /// The words so far. The first `stable` characters are as they were in the partial text before, and those of speech
    /// that is no longer looked at never change; the rest most likely stays, but a later look may still correct it.
    Partial { text: String, stable: usize },
    /// The voice stopped and the sentence seems complete: the caller may finish.
    SpeechEnded { at_ms: u32 },
}

/// The words in an utterance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Transcript {
    /// Empty when nobody spoke.
    pub text: String,
    pub language: Language,
    pub audio_ms: u32,
}

/// A voice.
pub trait Speak: Send + Sync {
    /// Speaks sentence by sentence: the first is heard while the later ones are still being made. `heard` gets each
    /// piece in order and stops the rest with `Break`.
    fn speak(
        &self,
        text: &str,
        manner: &Manner,
        heard: &mut dyn FnMut(Spoken) -> ControlFlow<()>,
    ) -> Result<(), SpeechError>;

    /// Samples a second of everything this voice says.
    fn rate(&self) -> u32;
}

/// How something is said.
#[derive(Clone, Debug, PartialEq)]
pub struct Manner {
    /// The language of text that does not show it, such as a bare number.
    pub language: Language,
    /// 1 is the voice's own pace; 0.5 to 2.
    pub speed: f32,
}

impl Default for Manner {
    fn default() -> Self {
        Self { language: Language::Korean, speed: 1.0 }
    }
}

/// One piece of speech.
#[derive(Clone, Debug, PartialEq)]
pub struct Spoken {
    /// The words of this piece as they were written.
    pub text: String,
    pub samples: Vec<f32>,
    /// Nothing follows.
    pub last: bool,
}

#[derive(Debug, thiserror::Error)]
pub enum SpeechError {
    #[error("the audio cannot be read: {0}")]
    Unreadable(String),
    #[error("the audio is {seconds:.0} s long; the limit is {limit} s")]
    TooLong { seconds: f64, limit: u32 },
    #[error("the text is {characters} characters long; the limit is {limit}")]
    TextTooLong { characters: usize, limit: usize },
    #[error("the speech model could not be loaded: {0}")]
    Model(String),
    #[error("the speech engine failed: {0}")]
    Engine(String),
}
