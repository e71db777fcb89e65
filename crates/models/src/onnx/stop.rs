//! A run that is no longer wanted is broken off where it is.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ort::session::RunOptions;

/// Breaks off what another thread computes, and everything that it would compute after that. Clones break off the same.
#[derive(Clone, Default)]
pub struct Stop(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    stopped: bool,
    running: Option<Arc<RunOptions>>,
}

impl Stop {
    pub fn stop(&self) {
        let mut state = self.state();
        state.stopped = true;
        if let Some(Err(error)) = state.running.take().map(|running| running.terminate()) {
            tracing::warn!(%error, "a run could not be broken off");
        }
    }

    pub fn is_stopped(&self) -> bool {
        self.state().stopped
    }

    /// A run begins, if it is still wanted.
    pub(super) fn begin(&self) -> ort::Result<Option<Arc<RunOptions>>> {
        let mut state = self.state();
        if state.stopped {
            return Ok(None);
        }
        let options = Arc::new(RunOptions::new()?);
        state.running = Some(options.clone());
        Ok(Some(options))
    }

    pub(super) fn end(&self) {
        self.state().running = None;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stop").field("stopped", &self.is_stopped()).finish_non_exhaustive()
    }
}

impl PartialEq for Stop {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
