//! Engines that follow a script, for tests of everything around them.

use std::ops::ControlFlow;

use domain::Language;

use crate::{
    Detection, Hearing, Hint, LISTENING_RATE, Listen, Manner, Recognize, Segment, Speak, SpeechError, Spoken,
    Transcript, VoiceName, Wake, Watch, wake,
};

/// Hears the scripted text in any audio that is not all zeros, and nothing in silence.
#[derive(Clone, Debug)]
pub struct ScriptedEars {
    pub text: String,
}

impl ScriptedEars {
    pub fn hearing(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }
}

impl Recognize for ScriptedEars {
    fn recognize(&self, samples: &[f32], hint: &Hint) -> Result<Transcript, SpeechError> {
        let mut listening = self.listen(hint.clone());
        listening.push(samples)?;
        listening.finish()
    }

    fn transcribe(
        &self,
        audio: &mut dyn Iterator<Item = Result<Vec<f32>, SpeechError>>,
        hint: &Hint,
        heard: &mut dyn FnMut(&Segment) -> ControlFlow<()>,
    ) -> Result<Transcript, SpeechError> {
        let mut listening = self.listen(hint.clone());
        for samples in audio {
            listening.push(&samples?)?;
        }
        let transcript = listening.finish()?;
        let _ = transcript.segments.iter().try_for_each(heard);
        Ok(transcript)
    }

    fn listen(&self, hint: Hint) -> Box<dyn Listen> {
        Box::new(ScriptedListening { text: self.text.clone(), hint, samples: 0, spoke: false })
    }
}

struct ScriptedListening {
    text: String,
    hint: Hint,
    samples: usize,
    spoke: bool,
}

impl ScriptedListening {
    fn elapsed_ms(&self) -> u32 {
        u32::try_from(self.samples as u64 * 1000 / u64::from(LISTENING_RATE)).unwrap_or(u32::MAX)
    }
}

impl Listen for ScriptedListening {
    fn push(&mut self, samples: &[f32]) -> Result<Vec<Hearing>, SpeechError> {
        let at_ms = self.elapsed_ms();
        self.samples += samples.len();
        if samples.iter().all(|s| *s == 0.0) {
            return Ok(Vec::new());
        }
        let mut heard = Vec::new();
        if !self.spoke {
            self.spoke = true;
            heard.push(Hearing::SpeechStarted { at_ms });
        }
        let first_word = self.text.split(' ').next().unwrap_or_default().to_owned();
        heard.push(Hearing::Partial { stable: first_word.chars().count(), text: first_word });
        Ok(heard)
    }

    fn finish(self: Box<Self>) -> Result<Transcript, SpeechError> {
        let audio_ms = self.elapsed_ms();
        let text = if self.spoke { self.text } else { String::new() };
        let language = self.hint.language.or_else(|| Language::of(&text)).unwrap_or_default();
        let segments = match text.is_empty() {
            true => Vec::new(),
            false => vec![Segment { text: text.clone(), end_ms: audio_ms, language, ..Segment::default() }],
        };
        Ok(Transcript { text, language, audio_ms, segments, ..Transcript::default() })
    }
}

/// Any sound that begins after silence is the first phrase.
#[derive(Clone, Copy, Debug, Default)]
pub struct ScriptedWake;

impl Wake for ScriptedWake {
    fn watch(&self, phrases: &[String]) -> Result<Box<dyn Watch>, SpeechError> {
        wake::check(phrases)?;
        Ok(Box::new(ScriptedWatch { phrase: phrases[0].clone(), samples: 0, sounding: false }))
    }
}

struct ScriptedWatch {
    phrase: String,
    samples: u64,
    sounding: bool,
}

impl Watch for ScriptedWatch {
    fn push(&mut self, samples: &[f32]) -> Result<Option<Detection>, SpeechError> {
        let at_ms = u32::try_from(self.samples * 1000 / u64::from(LISTENING_RATE)).unwrap_or(u32::MAX);
        self.samples += samples.len() as u64;
        let sounds = samples.iter().any(|sample| *sample != 0.0);
        let begins = sounds && !std::mem::replace(&mut self.sounding, sounds);
        Ok(begins.then(|| Detection { phrase: self.phrase.clone(), at_ms, likeness: 1.0 }))
    }
}

/// Says each sentence as a tenth of a second of a constant tone.
#[derive(Clone, Copy, Debug, Default)]
pub struct ScriptedVoice;

impl Speak for ScriptedVoice {
    fn speak(
        &self,
        text: &str,
        _: &Manner,
        heard: &mut dyn FnMut(Spoken) -> ControlFlow<()>,
    ) -> Result<(), SpeechError> {
        let sentences: Vec<&str> =
            text.split_inclusive(['.', '!', '?']).filter(|s| !s.trim().is_empty()).collect();
        for (i, sentence) in sentences.iter().enumerate() {
            let piece = Spoken {
                text: sentence.trim().to_owned(),
                samples: vec![0.1; self.rate() as usize / 10],
                last: i + 1 == sentences.len(),
            };
            if heard(piece).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn rate(&self) -> u32 {
        24_000
    }

    fn voices(&self) -> Vec<VoiceName> {
        vec![VoiceName { name: "tone".into(), languages: vec![Language::Korean, Language::English] }]
    }
}
