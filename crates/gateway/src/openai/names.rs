//! What models are called: ours by their own names, and OpenAI's, so that no program needs changing.

use domain::Code;

use crate::problem::HttpProblem;

/// The models that this server has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// The recogniser.
    pub ears: String,
    /// The voice.
    pub voice: String,
    /// The assistant.
    pub chat: String,
    /// The model of sentences.
    pub vectors: String,
}

/// OpenAI's names of recognisers; each means ours.
const EARS: [&str; 5] = [
    "whisper-1",
    "gpt-4o-transcribe",
    "gpt-4o-mini-transcribe",
    "gpt-4o-transcribe-latest",
    "gpt-4o-mini-transcribe-latest",
];
/// OpenAI's names of voices' models; each means ours.
const VOICES: [&str; 4] = ["tts-1", "tts-1-hd", "gpt-4o-mini-tts", "gpt-4o-mini-tts-latest"];

impl Served {
    /// Every name there is, ours first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let own = [self.ears.as_str(), self.voice.as_str(), self.chat.as_str(), self.vectors.as_str()];
        own.into_iter().chain(EARS).chain(VOICES)
    }

    /// Whether this name means the recogniser.
    pub fn check_ears(&self, name: &str) -> Result<(), HttpProblem> {
        check(name, &self.ears, &EARS)
    }

    /// Whether this name means the assistant.
    pub fn check_chat(&self, name: &str) -> Result<(), HttpProblem> {
        check(name, &self.chat, &[])
    }

    /// Whether this name means the voice.
    pub fn check_voice(&self, name: &str) -> Result<(), HttpProblem> {
        check(name, &self.voice, &VOICES)
    }
}

impl Default for Served {
    fn default() -> Self {
        Self {
            ears: "whisper-base".into(),
            voice: "kokoro".into(),
            chat: "ieum".into(),
            vectors: "e5-small".into(),
        }
    }
}

fn check(name: &str, own: &str, known: &[&str]) -> Result<(), HttpProblem> {
    if name == own || known.contains(&name) {
        return Ok(());
    }
    let known = [own].iter().chain(known).copied().collect::<Vec<_>>().join(", ");
    Err(HttpProblem::new(Code::ModelUnknown, format!("model: {name:?} cannot do this; {known} can")))
}
