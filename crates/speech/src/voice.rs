//! The voice: text or markup to pieces, each piece to phonemes, to sound, one after the other.
//!
//! What makes the sound is a [`Model`]: Kokoro, or a Piper voice. Everything around it is the same for all: where a text
//! is cut, how long the pauses are, how loud a piece is.

use std::ops::ControlFlow;
use std::path::Path;
use std::thread::available_parallelism;
use std::time::Duration;

use domain::Language;
use models::onnx::{OnnxError, OnnxRuntime, Stop};
use ndarray::ArrayD;

use crate::english::English;
use crate::kokoro::Kokoro;
use crate::piper::Piper;
use crate::sentences::{self, End};
use crate::ssml::{self, Part, Say, Setting};
use crate::{Manner, Speak, SpeechError, Spoken, VoiceName, trim};

/// The longest text that is spoken at once.
pub const TEXT_LIMIT: usize = 5_000;

/// More threads than this wait for each other longer than they compute.
const MAX_THREADS: usize = 4;

/// What a model can do.
const SPEEDS: [f32; 2] = [0.5, 2.0];
const SEMITONES: [f32; 2] = [-12.0, 12.0];

/// A voice with everything it needs to read Korean and English.
pub struct Voice {
    model: Box<dyn Model>,
}

/// Makes sound of phonemes, in an alphabet of its own.
pub trait Model: Send + Sync {
    /// Samples a second.
    fn rate(&self) -> u32;

    /// The voices by name; the first is the one that speaks when none is named.
    fn voices(&self) -> Vec<String>;

    /// Whether this names a voice, or a blend of voices.
    fn has(&self, voice: &str) -> bool;

    /// What is said; nothing when no letter of the text can be said.
    fn phonemes(&self, text: &str, language: Language) -> String;

    /// Phonemes in letters that other programs know, too.
    fn plain(&self, phonemes: &str) -> String {
        phonemes.to_owned()
    }

    /// Says it, with silence around it or without; none when it is stopped before the end.
    fn say(&self, phonemes: &str, tone: &Tone, stop: &Stop) -> Result<Option<Vec<f32>>, SpeechError>;
}

/// How a model says something.
#[derive(Clone, Debug, PartialEq)]
pub struct Tone {
    /// None for the model's own.
    pub voice: Option<String>,
    pub speed: f32,
    /// Semitones above or below.
    pub pitch: f32,
}

/// The sound that a graph has made: its first output.
pub fn samples(outputs: Result<Vec<ArrayD<f32>>, OnnxError>) -> Result<Option<Vec<f32>>, SpeechError> {
    let outputs = match outputs {
        Err(OnnxError::Stopped) => return Ok(None),
        outputs => outputs.map_err(|e| SpeechError::Engine(e.to_string()))?,
    };
    let first = outputs.into_iter().next();
    let audio = first.ok_or_else(|| SpeechError::Engine("the graph gave no audio".into()))?;
    Ok(Some(audio.into_iter().map(|sample| if sample.is_finite() { sample } else { 0.0 }).collect()))
}

impl Voice {
    /// Opens the model in the folder, whatever it is, and says something to nobody, so that the first sentence is not
    /// the slow one.
    pub fn open(folder: &Path, english_lexicon: &Path, onnx_library: &Path) -> Result<Self, SpeechError> {
        let runtime = OnnxRuntime::load(onnx_library).map_err(|e| SpeechError::Model(e.to_string()))?;
        let threads = available_parallelism().map_or(1, usize::from).min(MAX_THREADS);
        let english = English::open(english_lexicon)?;
        let model: Box<dyn Model> = if Piper::is_in(folder) {
            Box::new(Piper::open(folder, english, &runtime, threads)?)
        } else {
            Box::new(Kokoro::open(folder, english, &runtime, threads)?)
        };
        let voice = Self { model };
        let tone = Tone { voice: None, speed: 1.0, pitch: 0.0 };
        voice.model.say(&voice.model.phonemes("안녕하세요.", Language::Korean), &tone, &Stop::default())?;
        Ok(voice)
    }

    /// What the model is told to say, in letters that other programs know, too.
    pub fn phonemes(&self, text: &str) -> String {
        self.model.plain(&self.model.phonemes(text, Language::of(text).unwrap_or_default()))
    }

    fn check(&self, voice: Option<&str>) -> Result<(), SpeechError> {
        match voice {
            Some(name) if !self.model.has(name) => {
                Err(SpeechError::NoSuchVoice { name: name.into(), known: self.model.voices().join(", ") })
            }
            _ => Ok(()),
        }
    }

    /// Everything that will be said, in order.
    fn steps<'a>(&self, parts: &'a [Part], manner: &Manner) -> Result<Vec<Step<'a>>, SpeechError> {
        self.check(manner.voice.as_deref())?;
        let mut steps: Vec<Step<'a>> = Vec::new();
        let mut before = Duration::ZERO;
        for part in parts {
            let say = match (part, steps.last_mut()) {
                (Part::Say(say), _) => say,
                (Part::Pause(length), Some(last)) => {
                    last.rest(*length);
                    continue;
                }
                (Part::Pause(length), None) => {
                    before += *length;
                    continue;
                }
            };
            self.check(say.setting.voice.as_deref())?;
            let from = steps.len();
            steps.extend(steps_of(say, manner));
            if let Some(first) = steps.get_mut(from) {
                first.before = std::mem::take(&mut before);
            }
        }
        Ok(steps)
    }

    /// None when it is stopped before the end.
    fn sound(
        &self,
        step: &Step<'_>,
        phonemes: &str,
        last: bool,
        stop: &Stop,
    ) -> Result<Option<Vec<f32>>, SpeechError> {
        let rate = self.model.rate();
        let silence = |length: Duration| (length.as_secs_f32() * rate as f32) as usize;
        let Some(made) = self.model.say(phonemes, &step.tone, stop)? else { return Ok(None) };
        let spoken = trim::trimmed(made, rate, step.gain);
        let mut samples = vec![0.0; silence(step.before)];
        samples.extend(spoken);
        if !last || step.asked {
            samples.resize(samples.len() + silence(step.after), 0.0);
        }
        Ok(Some(samples))
    }
}

impl Speak for Voice {
    fn speak(
        &self,
        text: &str,
        manner: &Manner,
        heard: &mut dyn FnMut(Spoken) -> ControlFlow<()>,
    ) -> Result<(), SpeechError> {
        let parts =
            if manner.ssml { ssml::read(text, manner.language)? } else { plain(text, manner.language) };
        let characters = parts.iter().map(Part::characters).sum();
        if characters > TEXT_LIMIT {
            return Err(SpeechError::TextTooLong { characters, limit: TEXT_LIMIT });
        }
        let steps = self.steps(&parts, manner)?;
        let said = steps.iter().map(|step| (step, self.model.phonemes(step.text, step.language)));
        let mut said = said.filter(|(_, phonemes)| phonemes.chars().any(char::is_alphabetic)).peekable();
        while let Some((step, phonemes)) = said.next() {
            let last = said.peek().is_none();
            let Some(samples) = self.sound(step, &phonemes, last, &manner.stop)? else { break };
            if heard(Spoken { text: step.text.to_owned(), samples, last }).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn rate(&self) -> u32 {
        self.model.rate()
    }

    fn voices(&self) -> Vec<VoiceName> {
        let languages = Language::ALL.to_vec();
        let named = |name| VoiceName { name, languages: languages.clone() };
        self.model.voices().into_iter().map(named).collect()
    }
}

/// A piece and everything about it.
#[derive(Debug)]
struct Step<'a> {
    text: &'a str,
    language: Language,
    tone: Tone,
    gain: f32,
    before: Duration,
    after: Duration,
    /// The pause behind it was asked for, and is kept at the very end as well.
    asked: bool,
}

impl Step<'_> {
    /// A pause that is asked for takes the place of the natural one; a second one adds to it.
    fn rest(&mut self, length: Duration) {
        self.after = if self.asked { self.after + length } else { length };
        self.asked = true;
    }
}

fn steps_of<'a>(say: &'a Say, manner: &Manner) -> impl Iterator<Item = Step<'a>> {
    let setting = &say.setting;
    let tone = Tone {
        voice: setting.voice.clone().or_else(|| manner.voice.clone()),
        speed: (manner.speed * setting.speed).clamp(SPEEDS[0], SPEEDS[1]),
        pitch: (manner.pitch + setting.pitch).clamp(SEMITONES[0], SEMITONES[1]),
    };
    let language = Language::of(&say.text).unwrap_or(setting.language);
    let mut pieces = sentences::pieces(&say.text);
    if let Some(last) = pieces.last_mut() {
        last.end = if say.end == End::Phrase { End::of(last.text) } else { say.end };
    }
    pieces.into_iter().map(move |piece| Step {
        text: piece.text,
        language: Language::of(piece.text).unwrap_or(language),
        gain: setting.gain,
        before: Duration::ZERO,
        after: pause(piece.end, tone.speed),
        asked: false,
        tone: tone.clone(),
    })
}

/// A text without markup.
fn plain(text: &str, language: Language) -> Vec<Part> {
    let setting = Setting { language, voice: None, speed: 1.0, pitch: 0.0, gain: 1.0 };
    vec![Part::Say(Say { text: text.to_owned(), setting, end: End::Paragraph })]
}

/// The natural silence behind a piece.
fn pause(end: End, speed: f32) -> Duration {
    let seconds = match end {
        End::Phrase => 0.05,
        End::Clause => 0.18,
        End::Sentence => 0.35,
        End::Paragraph => 0.55,
    };
    Duration::from_secs_f32(seconds / speed)
}
