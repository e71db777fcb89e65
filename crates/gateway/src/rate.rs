//! How often a person's programs may ask.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use domain::{Clock, PersonId};
use jiff::{SignedDuration, Timestamp};

/// Requests are forgotten after this long.
const WINDOW: SignedDuration = SignedDuration::from_mins(1);

/// Counts the requests of the last minute. People are few, so nothing needs to be swept.
pub struct Rate {
    clock: Arc<dyn Clock>,
    most: usize,
    requests: Mutex<HashMap<PersonId, VecDeque<Timestamp>>>,
}

impl Rate {
    pub fn new(clock: Arc<dyn Clock>, most: usize) -> Self {
        Self { clock, most, requests: Mutex::default() }
    }

    /// Counts a request; false when there were too many.
    pub fn allows(&self, person: PersonId) -> bool {
        let now = self.clock.now();
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let times = requests.entry(person).or_default();
        while times.front().is_some_and(|first| now.duration_since(*first) >= WINDOW) {
            times.pop_front();
        }
        let allowed = times.len() < self.most;
        if allowed {
            times.push_back(now);
        }
        allowed
    }
}
