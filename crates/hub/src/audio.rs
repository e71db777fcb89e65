//! The speech engines alone, for clients that want nothing else, and their threads.

use std::ops::ControlFlow;
use std::sync::Arc;

use domain::{Code, Language, Problem};
use speech::{Hint, LISTENING_RATE, Manner, SpeechError, Transcript};

use crate::Hub;
use crate::admission::{Caller, Permit};
use crate::hub::Core;
use crate::problem::unheard;

/// Reads an audio file of any supported format into 16 kHz mono samples.
pub type ReadAudio = Arc<dyn Fn(&[u8]) -> Result<Vec<f32>, SpeechError> + Send + Sync>;

/// A text, said.
#[derive(Clone, Debug, PartialEq)]
pub struct Voiced {
    /// Mono, from -1 to 1.
    pub samples: Vec<f32>,
    /// Samples a second.
    pub rate: u32,
}

impl Hub {
    /// The samples in an audio file, at 16 kHz: what [`Self::recognize`] and
    /// [`Utterance::Audio`](crate::Utterance::Audio) take.
    pub async fn read_audio(&self, caller: &Caller, file: Vec<u8>) -> Result<Vec<f32>, Problem> {
        let read = self.core.read_audio.clone();
        self.core.on_engine_thread(caller, move || read(&file)).await.flatten().map_err(unheard)
    }

    /// The words in 16 kHz samples. No speech gives an empty text.
    pub async fn recognize(
        &self,
        caller: &Caller,
        samples: Vec<f32>,
        language: Option<Language>,
    ) -> Result<Transcript, Problem> {
        self.core.recognize(caller, samples, language, self.core.limits.file_seconds).await
    }

    /// Says a text of at most the length of an utterance.
    pub async fn synthesize(&self, caller: &Caller, text: &str, manner: Manner) -> Result<Voiced, Problem> {
        let core = &self.core;
        core.refuse_when_stopping()?;
        let text = core.checked_text(text)?;
        let permit = core.voices.enter(caller).await.map_err(|_| Code::EngineBusy)?;
        let voice = core.voice.clone();
        let speaking = core.tasks.spawn_blocking(move || {
            let _permit = permit;
            let mut samples = Vec::new();
            voice.speak(&text, &manner, &mut |piece| {
                samples.extend_from_slice(&piece.samples);
                ControlFlow::Continue(())
            })?;
            Ok(Voiced { samples, rate: voice.rate() })
        });
        speaking.await.unwrap_or_else(|panic| Err(SpeechError::Engine(panic.to_string()))).map_err(unheard)
    }
}

impl Core {
    pub async fn recognize(
        &self,
        caller: &Caller,
        samples: Vec<f32>,
        language: Option<Language>,
        limit: u32,
    ) -> Result<Transcript, Problem> {
        self.refuse_when_stopping()?;
        if samples.len() > limit as usize * LISTENING_RATE as usize {
            return Err(Problem::new(Code::AudioTooLong, format!("at most {limit} s")));
        }
        let ears = self.ears.clone();
        self.on_engine_thread(caller, move || ears.recognize(&samples, &Hint { language, ..Hint::default() }))
            .await
            .flatten()
            .map_err(unheard)
    }

    /// Runs the recogniser's work on a blocking thread when there is room for it. A panic is an error of this work
    /// alone.
    pub async fn on_engine_thread<T: Send + 'static>(
        &self,
        caller: &Caller,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, SpeechError> {
        let permit = self.recognitions.enter(caller).await.map_err(|_| SpeechError::Busy)?;
        self.with(permit, work).await
    }

    /// As [`Self::on_engine_thread`], for a part of listening that has begun already: nobody is refused in the middle
    /// of a sentence.
    pub async fn on_engine_thread_again<T: Send + 'static>(
        &self,
        caller: &Caller,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, SpeechError> {
        let permit = self.recognitions.enter_again(caller).await.map_err(|_| SpeechError::Busy)?;
        self.with(permit, work).await
    }

    /// As [`Self::on_engine_thread_again`], for its end: the words somebody waits for come before those on the way.
    pub async fn on_engine_thread_to_finish<T: Send + 'static>(
        &self,
        caller: &Caller,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, SpeechError> {
        let permit = self.recognitions.enter_to_finish(caller).await.map_err(|_| SpeechError::Busy)?;
        self.with(permit, work).await
    }

    async fn with<T: Send + 'static>(
        &self,
        permit: Permit,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, SpeechError> {
        let working = self.tasks.spawn_blocking(move || {
            // Kept until the work is done, even when nobody waits for it any more.
            let _permit = permit;
            work()
        });
        working.await.map_err(|panic| SpeechError::Engine(panic.to_string()))
    }
}
