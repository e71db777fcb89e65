//! Speech to text for clients that want the words and take no turn: audio goes in as it arrives, what is heard comes
//! out.
//!
//! As when a touchpoint speaks, no thread waits for sound, and whatever has arrived by the time the recogniser is free
//! is handed to it in one piece. Audio that comes faster than it is recognised makes its sender wait, so that a client
//! may send a whole recording at once and costs no more memory than one that speaks.

use std::sync::Arc;

use domain::Problem;
use speech::{Hearing, Hint, Listen, SpeechError, Transcript};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::Hub;
use crate::admission::Caller;
use crate::hub::Core;
use crate::inbox::Inbox;
use crate::problem::unheard;

/// Hearings that may wait for their reader before the recogniser does.
const UNREAD: usize = 64;

impl Hub {
    /// Listens to one utterance or recording. The words come from the second half; dropping the first before
    /// [`Dictation::finish`] ends it without them.
    pub fn dictate(&self, caller: Caller, hint: Hint) -> Result<(Dictation, Dictated), Problem> {
        let core = &self.core;
        core.refuse_when_stopping()?;
        let inbox = Arc::new(Inbox::bounded(core.limits.file_seconds));
        let cancelled = CancellationToken::new();
        let (sender, receiver) = mpsc::channel(UNREAD);
        let (working, listening, stop) = (core.clone(), inbox.clone(), cancelled.clone());
        core.tasks.spawn(async move {
            let done = tokio::select! {
                () = stop.cancelled() => return,
                () = sender.closed() => return listening.finish(),
                done = working.take_dictation(&caller, &listening, hint, &sender) => done,
            };
            let last = match done {
                Ok(transcript) => Dictating::Done(Box::new(transcript)),
                Err(error) => Dictating::Failed(unheard(error)),
            };
            listening.finish();
            let _ = sender.send(last).await;
        });
        let out = Dictated { receiver, inbox: inbox.clone() };
        Ok((Dictation { inbox, cancelled, finished: false }, out))
    }
}

/// The way in.
pub struct Dictation {
    inbox: Arc<Inbox>,
    cancelled: CancellationToken,
    finished: bool,
}

impl Dictation {
    /// Takes 16 kHz samples; waits while the recogniser is far behind.
    pub async fn push(&self, samples: &[f32]) -> Result<(), Problem> {
        self.inbox.push(samples).await
    }

    /// No more samples will come.
    pub fn finish(mut self) {
        self.finished = true;
        self.inbox.finish();
    }
}

impl Drop for Dictation {
    fn drop(&mut self) {
        if !self.finished {
            self.cancelled.cancel();
        }
    }
}

/// The way out.
pub struct Dictated {
    receiver: mpsc::Receiver<Dictating>,
    inbox: Arc<Inbox>,
}

impl Dictated {
    /// What was noticed next; nothing follows the words. `None` when the audio was given up.
    pub async fn next(&mut self) -> Option<Dictating> {
        self.receiver.recv().await
    }

    /// Enough was said: the words, please. What still comes in is not listened to.
    pub fn enough(&self) {
        self.inbox.finish();
    }
}

/// What comes out of a dictation.
#[derive(Clone, Debug, PartialEq)]
pub enum Dictating {
    /// On the way.
    Heard(Hearing),
    /// All of it, at last.
    Done(Box<Transcript>),
    /// It ended without words.
    Failed(Problem),
}

impl Core {
    async fn take_dictation(
        &self,
        caller: &Caller,
        inbox: &Inbox,
        hint: Hint,
        heard: &mpsc::Sender<Dictating>,
    ) -> Result<Transcript, SpeechError> {
        let mut listen = self.ears.listen(hint);
        let seat = self.audience.join();
        loop {
            let (samples, finished) = inbox.more().await;
            if !samples.is_empty() {
                let hearings;
                listen.share(seat.speakers());
                (listen, hearings) = self.push_dictated(caller, listen, samples).await?;
                for hearing in hearings {
                    // Nobody reads any more: this is about to be given up.
                    let _ = heard.send(Dictating::Heard(hearing)).await;
                }
            }
            if finished {
                return self.on_engine_thread_to_finish(caller, move || listen.finish()).await?;
            }
        }
    }

    async fn push_dictated(
        &self,
        caller: &Caller,
        mut listen: Box<dyn Listen>,
        samples: Vec<f32>,
    ) -> Result<(Box<dyn Listen>, Vec<Hearing>), SpeechError> {
        self.on_engine_thread_again(caller, move || {
            let heard = listen.push(&samples)?;
            Ok((listen, heard))
        })
        .await?
    }
}
