//! Waiting for a point in time is an argument, as the time itself is.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Clock, ManualClock};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

/// Waits until a point in time.
#[async_trait]
pub trait Waker: Send + Sync {
    /// Returns at `time`, at once when it has passed.
    async fn sleep_until(&self, time: Timestamp);
}

/// Waits on the machine's timer.
pub struct SystemWaker {
    clock: Arc<dyn Clock>,
}

impl SystemWaker {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock }
    }
}

#[async_trait]
impl Waker for SystemWaker {
    async fn sleep_until(&self, time: Timestamp) {
        let wait = time.duration_since(self.clock.now());
        if let Ok(wait) = std::time::Duration::try_from(wait) {
            tokio::time::sleep(wait).await;
        }
    }
}

/// Moves a [`ManualClock`] and wakes whoever waited for the time it shows then.
pub struct ManualWaker {
    clock: Arc<ManualClock>,
    moved: watch::Sender<()>,
}

impl ManualWaker {
    pub fn new(clock: Arc<ManualClock>) -> Self {
        Self { clock, moved: watch::Sender::new(()) }
    }

    pub fn advance(&self, by: SignedDuration) {
        self.clock.advance(by);
        self.moved.send_replace(());
    }
}

#[async_trait]
impl Waker for ManualWaker {
    async fn sleep_until(&self, time: Timestamp) {
        let mut moved = self.moved.subscribe();
        while self.clock.now() < time {
            // The sender lives in `self`, so it cannot be gone.
            let _ = moved.changed().await;
        }
    }
}
