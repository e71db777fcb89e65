//! How many people are listened to at this moment: what each may ask of the recogniser depends on it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A handle: clones count the same people.
#[derive(Clone, Default)]
pub(crate) struct Audience(Arc<AtomicUsize>);

/// Somebody who is listened to, until it is dropped.
pub(crate) struct Seat(Audience);

impl Audience {
    pub fn join(&self) -> Seat {
        self.0.fetch_add(1, Ordering::Relaxed);
        Seat(self.clone())
    }
}

impl Seat {
    /// Everybody who is listened to now, this one included.
    pub fn speakers(&self) -> usize {
        self.0.0.load(Ordering::Relaxed)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}
