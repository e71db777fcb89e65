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
mod ending;
mod english;
mod kokoro;
mod listening;
mod mel;
mod phonemes;
mod pieces;
mod piper;
mod pitch;
pub mod scripted;
mod sentences;
mod silero;
pub mod ssml;
mod styles;
mod trim;
mod vad;
pub mod voice;
pub mod wake;
pub mod whisper;
mod written;

pub use ears::{Ears, Patience};
pub use models::onnx::Stop;
pub use sentences::complete as complete_sentences;
pub use voice::Voice;
pub use wake::{Detection, Wake, Watch};

/// Samples a second of everything that is listened to.
pub const LISTENING_RATE: u32 = 16_000;

/// Ears.
pub trait Recognize: Send + Sync {
    /// The words in one utterance of up to 30 s; longer audio is cut at pauses. No speech gives an empty text.
    fn recognize(&self, samples: &[f32], hint: &Hint) -> Result<Transcript, SpeechError>;

    /// The words in audio of any length, which comes in pieces and is never held as a whole. `heard` gets each segment
    /// as soon as it is known, and stops the rest with `Break`; the transcript has them all.
    fn transcribe(
        &self,
        audio: &mut dyn Iterator<Item = Result<Vec<f32>, SpeechError>>,
        hint: &Hint,
        heard: &mut dyn FnMut(&Segment) -> ControlFlow<()>,
    ) -> Result<Transcript, SpeechError>;

    /// Listens to audio as it arrives.
    fn listen(&self, hint: Hint) -> Box<dyn Listen>;
}

/// One utterance being listened to.
pub trait Listen: Send {
    /// Takes the next samples, of any length, and tells what they brought. Partial text comes from here, about twice
    /// a second; a call that recognises blocks for as long as that takes.
    fn push(&mut self, samples: &[f32]) -> Result<Vec<Hearing>, SpeechError>;

    /// So many people are listened to at this moment, with one engine: with each more, texts so far come less often, so
    /// that final ones stay quick.
    fn share(&mut self, speakers: usize) {
        let _ = speakers;
    }

    /// No more samples will come: the final text.
    fn finish(self: Box<Self>) -> Result<Transcript, SpeechError>;
}

/// What is known before anything is said.
#[derive(Clone, Debug, Default)]
pub struct Hint {
    /// The language spoken; none lets the engine decide.
    pub language: Option<Language>,
    /// Names that may be said (of skills, places, devices): preferred where the sound allows them, never invented.
    pub names: Vec<String>,
    /// What was said, numbers spelled out, instead of what people would write.
    pub verbatim: bool,
    /// Tell when each word was said; costs time.
    pub words: bool,
    /// The text in English, whatever language is spoken.
    pub translate: bool,
}

/// Something noticed while listening.
#[derive(Clone, Debug, PartialEq)]
pub enum Hearing {
    /// A voice began, at this many milliseconds.
    SpeechStarted { at_ms: u32 },
    /// The words so far. The first `stable` characters never change again: the final text begins with them. The rest
    /// most likely stays, but a later look may still correct it.
    Partial { text: String, stable: usize },
    /// The voice stopped for the reason given: the caller may finish, or go on and hear what follows.
    SpeechEnded { at_ms: u32, reason: EndReason },
}

/// Why listening ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EndReason {
    /// The sentence is complete, and a short pause followed.
    Complete,
    /// The sentence does not seem complete, but nothing followed for long.
    Pause,
    /// It went on for as long as one utterance may.
    TooLong,
    /// Nobody said anything.
    Silence,
}

/// The words in some audio.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Transcript {
    /// Empty when nobody spoke.
    pub text: String,
    /// The language it was understood in.
    pub language: Language,
    /// The ISO 639-1 code of the language that was heard, when it was one that the assistant does not speak.
    pub other_language: Option<String>,
    pub audio_ms: u32,
    /// The parts it was recognised in, in order.
    pub segments: Vec<Segment>,
}

/// A stretch of speech that was recognised as one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Segment {
    pub text: String,
    pub start_ms: u32,
    pub end_ms: u32,
    pub language: Language,
    /// The mean over the tokens; 0 is certain.
    pub log_probability: f32,
    /// How likely it is that nobody spoke, from 0 to 1.
    pub no_speech: f32,
    /// Empty unless [`Hint::words`] asked for them.
    pub words: Vec<Word>,
}

/// A word and when it was said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Word {
    pub text: String,
    pub start_ms: u32,
    pub end_ms: u32,
    /// How sure the model is, from 0 to 1.
    pub probability: f32,
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

    /// The voices that [`Manner::voice`] may name; the first is the one that speaks when none is named.
    fn voices(&self) -> Vec<VoiceName>;
}

/// One of several voices.
#[derive(Clone, Debug, PartialEq)]
pub struct VoiceName {
    pub name: String,
    pub languages: Vec<Language>,
}

/// How something is said.
#[derive(Clone, Debug, PartialEq)]
pub struct Manner {
    /// The language of text that does not show it, such as a bare number.
    pub language: Language,
    /// 1 is the voice's own pace; 0.5 to 2.
    pub speed: f32,
    /// Semitones above or below the voice's own pitch; -12 to 12.
    pub pitch: f32,
    /// One of [`Speak::voices`], or a blend of them ("a:0.7,b:0.3"); none for the first.
    pub voice: Option<String>,
    /// The text is SSML.
    pub ssml: bool,
    /// Silences what is said in this manner at once, in the middle of a piece as well.
    pub stop: Stop,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            language: Language::Korean,
            speed: 1.0,
            pitch: 0.0,
            voice: None,
            ssml: false,
            stop: Stop::default(),
        }
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
    #[error("the markup cannot be spoken: {0}")]
    Markup(String),
    #[error("the wake phrase cannot be used: {0}")]
    Phrase(String),
    #[error("there is no voice named {name}; there are {known}")]
    NoSuchVoice { name: String, known: String },
    #[error("the speech model could not be loaded: {0}")]
    Model(String),
    #[error("{format} needs a program that is not installed: {programs}")]
    NoEncoder { format: &'static str, programs: &'static str },
    #[error("too much is asked of the speech engine at once")]
    Busy,
    #[error("the speech engine failed: {0}")]
    Engine(String),
}
