//! Samples on their way to an engine that takes them when it can.

use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::{Code, Problem};
use speech::LISTENING_RATE;
use tokio::sync::Notify;

/// Samples that may wait for the engine before their sender does.
const WAITING: usize = 10 * LISTENING_RATE as usize;

/// One stream of samples.
pub(crate) struct Inbox {
    state: Mutex<State>,
    arrived: Notify,
    taken: Notify,
    /// Seconds it may have altogether.
    limit: Option<u32>,
}

#[derive(Default)]
struct State {
    waiting: Vec<f32>,
    /// Samples that have arrived so far.
    total: u64,
    /// No more will come, or is wanted.
    finished: bool,
}

impl Inbox {
    pub fn bounded(seconds: u32) -> Self {
        Self::new(Some(seconds))
    }

    /// For a stream that goes on as long as somebody listens.
    pub fn endless() -> Self {
        Self::new(None)
    }

    fn new(limit: Option<u32>) -> Self {
        Self { state: Mutex::default(), arrived: Notify::new(), taken: Notify::new(), limit }
    }

    /// Takes samples, and waits while the engine is far behind. An error when there are too many.
    pub async fn push(&self, samples: &[f32]) -> Result<(), Problem> {
        for piece in samples.chunks(WAITING) {
            loop {
                let taken = self.taken.notified();
                if self.take_in(piece)? {
                    break;
                }
                taken.await;
            }
        }
        Ok(())
    }

    /// Whether there was room.
    fn take_in(&self, samples: &[f32]) -> Result<bool, Problem> {
        let mut state = self.state();
        if state.finished {
            return Ok(true);
        }
        if !state.waiting.is_empty() && state.waiting.len() + samples.len() > WAITING {
            return Ok(false);
        }
        let total = state.total + samples.len() as u64;
        if let Some(limit) = self.limit.filter(|limit| total > u64::from(*limit) * u64::from(LISTENING_RATE))
        {
            return Err(Problem::new(Code::AudioTooLong, format!("at most {limit} s")));
        }
        state.total = total;
        state.waiting.extend_from_slice(samples);
        self.arrived.notify_one();
        Ok(true)
    }

    /// No more will come. What has come is still handed out.
    pub fn finish(&self) {
        self.state().finished = true;
        self.arrived.notify_one();
        self.taken.notify_one();
    }

    /// Everything that has arrived since the last call, and whether that was all.
    pub async fn more(&self) -> (Vec<f32>, bool) {
        loop {
            let arrived = self.arrived.notified();
            {
                let mut state = self.state();
                if state.finished || !state.waiting.is_empty() {
                    self.taken.notify_one();
                    return (std::mem::take(&mut state.waiting), state.finished);
                }
            }
            arrived.await;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
