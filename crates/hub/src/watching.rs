//! The wake phrase, for clients that stream a microphone and want to know when somebody calls.

use std::sync::Arc;

use domain::Problem;
use speech::{Detection, LISTENING_RATE, SpeechError, Watch};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::Hub;
use crate::admission::Caller;
use crate::hub::Core;
use crate::inbox::Inbox;
use crate::problem::unheard;

/// Calls that may wait for their reader before the listener does.
const UNREAD: usize = 16;
/// Samples of silence behind audio that has ended.
const SILENCE: usize = LISTENING_RATE as usize / 2;

impl Hub {
    /// Waits for any of these phrases, for as long as audio comes.
    pub fn watch(&self, caller: Caller, phrases: &[String]) -> Result<(Watching, Watched), Problem> {
        let core = &self.core;
        core.refuse_when_stopping()?;
        let watch = core.wake.watch(phrases).map_err(unheard)?;
        let inbox = Arc::new(Inbox::endless());
        let (sender, calls) = mpsc::channel(UNREAD);
        let given_up = CancellationToken::new();
        let (working, listening, stop) = (core.clone(), inbox.clone(), given_up.clone());
        core.tasks.spawn(async move {
            let stopping = working.stopping.clone();
            let done = tokio::select! {
                () = stop.cancelled() => return,
                () = stopping.cancelled() => return,
                () = sender.closed() => return,
                done = working.watch_for(&caller, watch, &listening, &sender) => done,
            };
            listening.finish();
            if let Err(error) = done {
                let _ = sender.send(Err(error)).await;
            }
        });
        let watching = Watching { inbox, given_up: given_up.clone(), finished: false };
        Ok((watching, Watched { calls, given_up }))
    }
}

/// The way in.
pub struct Watching {
    inbox: Arc<Inbox>,
    given_up: CancellationToken,
    finished: bool,
}

impl Watching {
    /// Takes 16 kHz samples; waits while the listener is far behind.
    pub async fn push(&self, samples: &[f32]) -> Result<(), Problem> {
        self.inbox.push(samples).await
    }

    /// No more samples will come.
    pub fn finish(mut self) {
        self.finished = true;
        self.inbox.finish();
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        if !self.finished {
            self.given_up.cancel();
        }
    }
}

/// The way out.
pub struct Watched {
    calls: mpsc::Receiver<Result<Detection, SpeechError>>,
    given_up: CancellationToken,
}

impl Watched {
    /// The next call; `None` when the audio has ended.
    pub async fn next(&mut self) -> Result<Option<Detection>, Problem> {
        self.calls.recv().await.transpose().map_err(unheard)
    }

    /// The audio was dropped instead of finished.
    pub fn was_given_up(&self) -> bool {
        self.given_up.is_cancelled()
    }
}

impl Core {
    async fn watch_for(
        &self,
        caller: &Caller,
        mut watch: Box<dyn Watch>,
        inbox: &Inbox,
        calls: &mpsc::Sender<Result<Detection, SpeechError>>,
    ) -> Result<(), SpeechError> {
        loop {
            let (mut samples, finished) = inbox.more().await;
            if finished {
                // A call may be the last thing in the audio; that it is over is known by the silence behind it.
                samples.resize(samples.len() + SILENCE, 0.0);
            }
            if !samples.is_empty() {
                let called;
                (watch, called) = self
                    .on_engine_thread_again(caller, move || {
                        let called = watch.push(&samples)?;
                        Ok::<_, SpeechError>((watch, called))
                    })
                    .await??;
                if let Some(detection) = called {
                    let _ = calls.send(Ok(detection)).await;
                }
            }
            if finished {
                return Ok(());
            }
        }
    }
}
