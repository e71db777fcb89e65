//! The voice: text to reading, to pronunciation, to phonemes, to sound.

use std::ops::ControlFlow;
use std::path::Path;
use std::thread::available_parallelism;

use domain::Language;
use models::onnx::OnnxRuntime;

use crate::english::English;
use crate::kokoro::{self, Kokoro};
use crate::sentences::{self, End};
use crate::{Manner, Speak, SpeechError, Spoken, VoiceName, phonemes, trim};

/// The longest text that is spoken at once.
pub const TEXT_LIMIT: usize = 5_000;

/// More threads than this wait for each other longer than they compute.
const MAX_THREADS: usize = 4;

/// Kokoro with everything it needs to read Korean and English.
pub struct Voice {
    kokoro: Kokoro,
    english: English,
}

impl Voice {
    /// Opens the voice and says something to nobody, so that the first sentence is not the slow one.
    pub fn open(kokoro: &Path, english_lexicon: &Path, onnx_library: &Path) -> Result<Self, SpeechError> {
        let runtime = OnnxRuntime::load(onnx_library).map_err(|e| SpeechError::Model(e.to_string()))?;
        let threads = available_parallelism().map_or(1, usize::from).min(MAX_THREADS);
        let voice = Self {
            kokoro: Kokoro::open(kokoro, &runtime, threads)?,
            english: English::open(english_lexicon)?,
        };
        voice.kokoro.say(&voice.phonemes("안녕하세요.", Language::Korean), 1.0)?;
        Ok(voice)
    }

    /// What Kokoro is to say, without a period at the end if nothing is.
    fn phonemes(&self, text: &str, language: Language) -> String {
        let mut phonemes = match Language::of(text).unwrap_or(language) {
            Language::Korean => self.mixed(&korean::reading::read(text)),
            Language::English => self.english.phonemes(text),
        };
        // Without a mark the model trails off or adds a sound of its own.
        if phonemes.ends_with(|c: char| !c.is_ascii_punctuation()) {
            phonemes.push('.');
        }
        phonemes
    }

    /// A Korean reading, in which the words in Latin letters are English.
    fn mixed(&self, reading: &str) -> String {
        let mut out = String::new();
        for (word, english) in runs(reading) {
            let sounds = if english {
                self.english.phonemes(word)
            } else {
                phonemes::korean::phonemes(&korean::pronounce::pronounce(word))
            };
            out.push_str(&sounds);
        }
        out
    }
}

impl Speak for Voice {
    fn speak(
        &self,
        text: &str,
        manner: &Manner,
        heard: &mut dyn FnMut(Spoken) -> ControlFlow<()>,
    ) -> Result<(), SpeechError> {
        let characters = text.chars().count();
        if characters > TEXT_LIMIT {
            return Err(SpeechError::TextTooLong { characters, limit: TEXT_LIMIT });
        }
        let language = Language::of(text).unwrap_or(manner.language);
        let pieces =
            sentences::pieces(text).into_iter().map(|piece| (piece, self.phonemes(piece.text, language)));
        let mut pieces = pieces.filter(|(_, phonemes)| phonemes.chars().any(char::is_alphabetic)).peekable();
        while let Some((piece, phonemes)) = pieces.next() {
            let last = pieces.peek().is_none();
            let mut samples = trim::trimmed(self.kokoro.say(&phonemes, manner.speed)?);
            if !last {
                samples.resize(samples.len() + pause(piece.end, manner.speed), 0.0);
            }
            if heard(Spoken { text: piece.text.to_owned(), samples, last }).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn rate(&self) -> u32 {
        kokoro::RATE
    }

    fn voices(&self) -> Vec<VoiceName> {
        vec![VoiceName { name: "ieum".into(), languages: vec![Language::Korean, Language::English] }]
    }
}

/// The text in parts that hold a Latin word each, or none; true for the former.
fn runs(text: &str) -> Vec<(&str, bool)> {
    let latin = |c: char| c.is_ascii_alphabetic();
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| latin(c) != latin(first)).unwrap_or(rest.len());
        parts.push((&rest[..end], latin(first)));
        rest = &rest[end..];
    }
    parts
}

/// Samples of silence behind a piece.
fn pause(end: End, speed: f32) -> usize {
    let seconds = match end {
        End::Phrase => 0.05,
        End::Clause => 0.18,
        End::Sentence => 0.35,
        End::Paragraph => 0.55,
    };
    (seconds / speed * kokoro::RATE as f32) as usize
}
