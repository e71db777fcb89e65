//! A sound file of any length becomes text, segment by segment, while the rest of it is still unread.

use std::cell::RefCell;
use std::fs::File;
use std::ops::ControlFlow;

use domain::Problem;
use speech::audio::Blocks;
use speech::{Hint, Segment, SpeechError, Transcript};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{self, error::TrySendError};

use crate::Hub;
use crate::admission::{Caller, Permit};
use crate::problem::unheard;

/// Segments that may wait for their reader before the recogniser does.
const UNREAD: usize = 64;

/// What comes out of a transcription.
#[derive(Clone, Debug, PartialEq)]
pub enum Transcribed {
    /// The next words.
    Segment(Segment),
    /// All of it, at last.
    Whole(Box<Transcript>),
}

/// A file on its way to becoming text. Dropping it ends the work.
pub struct Transcription {
    results: mpsc::Receiver<Result<Transcribed, SpeechError>>,
}

impl Hub {
    /// Reads the words in a sound or video file. It waits its turn, and gives way to others as it goes on.
    pub async fn transcribe(
        &self,
        caller: &Caller,
        file: File,
        hint: Hint,
    ) -> Result<Transcription, Problem> {
        let core = self.core.clone();
        core.refuse_when_stopping()?;
        let permit = core.recognitions.enter(caller).await.map_err(|_| unheard(SpeechError::Busy))?;
        let (sender, results) = mpsc::channel(UNREAD);
        let work = Work { permit: RefCell::new(permit), runtime: Handle::current(), sender };
        let tasks = core.tasks.clone();
        tasks.spawn_blocking(move || {
            let whole = Blocks::of(file, core.limits.transcription_seconds).and_then(|blocks| {
                let mut blocks = work.giving_way(blocks, || core.stopping.is_cancelled());
                core.ears.transcribe(&mut blocks, &hint, &mut |segment| work.tell(segment))
            });
            let last = whole.map(|transcript| Transcribed::Whole(Box::new(transcript)));
            drop(work.permit);
            // Nobody waits for it any more.
            let _ = work.sender.blocking_send(last);
        });
        Ok(Transcription { results })
    }
}

impl Transcription {
    /// What is known next; nothing follows the whole.
    pub async fn next(&mut self) -> Result<Transcribed, Problem> {
        let broken = || SpeechError::Engine("the recogniser broke off".into());
        self.results.recv().await.unwrap_or_else(|| Err(broken())).map_err(unheard)
    }

    /// The whole, for whoever does not want it in parts.
    pub async fn whole(mut self) -> Result<Transcript, Problem> {
        loop {
            if let Transcribed::Whole(transcript) = self.next().await? {
                return Ok(*transcript);
            }
        }
    }
}

/// One file being read.
struct Work {
    permit: RefCell<Permit>,
    runtime: Handle,
    sender: mpsc::Sender<Result<Transcribed, SpeechError>>,
}

impl Work {
    /// The blocks, until nobody wants them any more; others get their turn between them.
    fn giving_way<'a>(
        &'a self,
        blocks: Blocks,
        stopping: impl Fn() -> bool + 'a,
    ) -> impl Iterator<Item = Result<Vec<f32>, SpeechError>> + 'a {
        blocks.take_while(move |_| {
            self.permit.borrow_mut().give_way(&self.runtime);
            !self.sender.is_closed() && !stopping()
        })
    }

    fn tell(&self, segment: &Segment) -> ControlFlow<()> {
        let sent = match self.sender.try_send(Ok(Transcribed::Segment(segment.clone()))) {
            // Who reads slowly keeps nobody else from being heard.
            Err(TrySendError::Full(segment)) => {
                let send = || self.sender.blocking_send(segment).is_ok();
                self.permit.borrow_mut().aside(&self.runtime, send)
            }
            sent => sent.is_ok(),
        };
        if sent { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}
