//! Engines around engines: what the configuration asks for, and stand-ins where a command needs no sound.

use std::ops::ControlFlow;

use domain::Language;
use speech::{
    Hint, Listen, Manner, Recognize, Segment, Speak, SpeechError, Spoken, Transcript, VoiceName, Wake, Watch,
};

/// Ears that are told what the configuration says about everything they hear.
pub struct Told<E> {
    pub ears: E,
    /// The only language that is spoken.
    pub language: Option<Language>,
    /// Write what was said, digits spelled out.
    pub verbatim: bool,
}

impl<E> Told<E> {
    fn told(&self, hint: &Hint) -> Hint {
        let verbatim = hint.verbatim || self.verbatim;
        Hint { language: self.language.or(hint.language), verbatim, ..hint.clone() }
    }
}

impl<E: Recognize> Recognize for Told<E> {
    fn recognize(&self, samples: &[f32], hint: &Hint) -> Result<Transcript, SpeechError> {
        self.ears.recognize(samples, &self.told(hint))
    }

    fn transcribe(
        &self,
        audio: &mut dyn Iterator<Item = Result<Vec<f32>, SpeechError>>,
        hint: &Hint,
        heard: &mut dyn FnMut(&Segment) -> ControlFlow<()>,
    ) -> Result<Transcript, SpeechError> {
        self.ears.transcribe(audio, &self.told(hint), heard)
    }

    fn listen(&self, hint: Hint) -> Box<dyn Listen> {
        self.ears.listen(self.told(&hint))
    }
}

/// A voice with a pace of its own, on top of the one that is asked for.
pub struct Paced<V> {
    pub voice: V,
    pub speed: f32,
}

impl<V: Speak> Speak for Paced<V> {
    fn speak(
        &self,
        text: &str,
        manner: &Manner,
        heard: &mut dyn FnMut(Spoken) -> ControlFlow<()>,
    ) -> Result<(), SpeechError> {
        let speed = (manner.speed * self.speed).clamp(0.5, 2.0);
        self.voice.speak(text, &Manner { speed, ..manner.clone() }, heard)
    }

    fn rate(&self) -> u32 {
        self.voice.rate()
    }

    fn voices(&self) -> Vec<VoiceName> {
        self.voice.voices()
    }
}

/// No ears: this command reads text only.
pub struct Deaf;

impl Recognize for Deaf {
    fn recognize(&self, _: &[f32], _: &Hint) -> Result<Transcript, SpeechError> {
        Err(SpeechError::Engine("this command does not listen".into()))
    }

    fn transcribe(
        &self,
        _: &mut dyn Iterator<Item = Result<Vec<f32>, SpeechError>>,
        _: &Hint,
        _: &mut dyn FnMut(&Segment) -> ControlFlow<()>,
    ) -> Result<Transcript, SpeechError> {
        Err(SpeechError::Engine("this command does not listen".into()))
    }

    fn listen(&self, _: Hint) -> Box<dyn Listen> {
        Box::new(Self)
    }
}

impl Listen for Deaf {
    fn push(&mut self, _: &[f32]) -> Result<Vec<speech::Hearing>, SpeechError> {
        Err(SpeechError::Engine("this command does not listen".into()))
    }

    fn finish(self: Box<Self>) -> Result<Transcript, SpeechError> {
        Err(SpeechError::Engine("this command does not listen".into()))
    }
}

impl Wake for Deaf {
    fn watch(&self, _: &[String]) -> Result<Box<dyn Watch>, SpeechError> {
        Err(SpeechError::Engine("this command does not listen".into()))
    }
}

/// No voice: this command writes text only.
pub struct Mute;

impl Speak for Mute {
    fn speak(
        &self,
        _: &str,
        _: &Manner,
        _: &mut dyn FnMut(Spoken) -> ControlFlow<()>,
    ) -> Result<(), SpeechError> {
        Err(SpeechError::Engine("this command does not speak".into()))
    }

    fn rate(&self) -> u32 {
        24_000
    }

    fn voices(&self) -> Vec<VoiceName> {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// Remembers the speed it was asked for.
    struct Asked(Mutex<f32>);

    impl Speak for Asked {
        fn speak(
            &self,
            _: &str,
            manner: &Manner,
            _: &mut dyn FnMut(Spoken) -> ControlFlow<()>,
        ) -> Result<(), SpeechError> {
            *self.0.lock().unwrap() = manner.speed;
            Ok(())
        }

        fn rate(&self) -> u32 {
            16_000
        }

        fn voices(&self) -> Vec<VoiceName> {
            Vec::new()
        }
    }

    #[test]
    fn a_pace_is_multiplied_and_stays_in_bounds() {
        let check = |own, asked, expected| {
            let voice = Paced { voice: Asked(Mutex::new(0.0)), speed: own };
            let manner = Manner { speed: asked, ..Manner::default() };
            voice.speak("", &manner, &mut |_| ControlFlow::Continue(())).unwrap();
            assert_eq!(*voice.voice.0.lock().unwrap(), expected);
        };
        check(1.0, 1.0, 1.0);
        check(1.5, 0.5, 0.75);
        check(2.0, 2.0, 2.0);
        check(0.5, 0.5, 0.5);
    }
}
