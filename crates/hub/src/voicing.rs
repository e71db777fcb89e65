//! Text to speech for clients that want the sound and take no turn, piece by piece: the first is heard while the later
//! ones are still being made.

use std::ops::ControlFlow;

use domain::{Code, Problem};
use speech::{Manner, SpeechError, Spoken, Stop, VoiceName};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{self, error::TrySendError};

use crate::Hub;
use crate::admission::Caller;
use crate::hub::Core;
use crate::problem::unheard;

/// Pieces that may wait for their reader before the voice does.
const UNREAD: usize = 4;

impl Hub {
    /// Says a text. Dropping the voicing silences it.
    pub async fn speak(&self, caller: &Caller, text: &str, manner: Manner) -> Result<Voicing, Problem> {
        let core = &self.core;
        core.refuse_when_stopping()?;
        let text = Core::text_within(text, core.limits.spoken_characters)?;
        let mut permit = core.voices.enter(caller).await.map_err(|_| Code::EngineBusy)?;
        let (sender, pieces) = mpsc::channel(UNREAD);
        let (voice, rate, runtime) = (core.voice.clone(), core.voice.rate(), Handle::current());
        // A manner may be that of many texts, but what silences this one silences no other.
        let (unread, stop) = (sender.clone(), Stop::default());
        let manner = Manner { stop: stop.clone(), ..manner };
        let speaking = core.tasks.spawn_blocking(move || {
            let said = voice.speak(&text, &manner, &mut |piece| {
                let sent = match sender.try_send(Ok(Some(piece))) {
                    // Who reads slowly keeps nobody else from speaking.
                    Err(TrySendError::Full(piece)) => {
                        permit.aside(&runtime, || sender.blocking_send(piece).is_ok())
                    }
                    sent => sent.is_ok(),
                };
                if sent { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
            drop(permit);
            // Without this word the reader knows that the voice has broken.
            let _ = sender.blocking_send(said.map(|()| None));
        });
        core.tasks.spawn(async move {
            tokio::select! {
                _ = speaking => {}
                () = unread.closed() => stop.stop(),
            }
        });
        Ok(Voicing { pieces, rate })
    }

    /// The voices that [`Manner::voice`] may name.
    pub fn voices(&self) -> Vec<VoiceName> {
        self.core.voice.voices()
    }

    /// The most characters that are said at once.
    pub fn text_limit(&self) -> usize {
        self.core.limits.spoken_characters
    }

    /// Samples a second of everything that is said.
    pub fn voice_rate(&self) -> u32 {
        self.core.voice.rate()
    }
}

/// A text on its way to somebody's ears.
pub struct Voicing {
    pieces: mpsc::Receiver<Result<Option<Spoken>, SpeechError>>,
    rate: u32,
}

impl Voicing {
    /// Samples a second.
    pub fn rate(&self) -> u32 {
        self.rate
    }

    /// The next piece; `None` behind the last.
    pub async fn next(&mut self) -> Result<Option<Spoken>, Problem> {
        match self.pieces.recv().await {
            Some(said) => said.map_err(unheard),
            None => Err(unheard(SpeechError::Engine("the voice broke off".into()))),
        }
    }
}
