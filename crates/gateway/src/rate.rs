//! How often programs may ask: so many requests in any minute.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use domain::Clock;
use jiff::{SignedDuration, Timestamp};

/// Requests are forgotten after this long.
pub const WINDOW: SignedDuration = SignedDuration::from_mins(1);

/// Counts the requests of the last minute. Those who are counted are few, so nothing needs to be swept.
pub struct Rate<K> {
    clock: Arc<dyn Clock>,
    most: usize,
    requests: Mutex<HashMap<K, VecDeque<Timestamp>>>,
}

/// How somebody stands after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub allowed: bool,
    /// Requests in a minute.
    pub most: usize,
    /// How many more there may be now.
    pub left: usize,
    /// Seconds until there may be one more than that, at least 1.
    pub more_in: u64,
}

impl<K: Eq + Hash> Rate<K> {
    pub fn new(clock: Arc<dyn Clock>, most: usize) -> Self {
        Self { clock, most, requests: Mutex::default() }
    }

    /// Counts a request, unless there were too many.
    pub fn count(&self, who: K) -> Standing {
        let now = self.clock.now();
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let times = requests.entry(who).or_default();
        while times.front().is_some_and(|first| now.duration_since(*first) >= WINDOW) {
            times.pop_front();
        }
        let allowed = times.len() < self.most;
        if allowed {
            times.push_back(now);
        }
        let oldest = times.front().map_or(SignedDuration::ZERO, |first| WINDOW - now.duration_since(*first));
        let more_in = oldest.as_secs_f64().ceil().max(1.0) as u64;
        Standing { allowed, most: self.most, left: self.most - times.len(), more_in }
    }

    /// Counts a request; false when there were too many.
    pub fn allows(&self, who: K) -> bool {
        self.count(who).allowed
    }
}

#[cfg(test)]
mod tests {
    use domain::ManualClock;

    use super::*;

    #[test]
    fn a_minute_has_room_for_so_many() {
        let clock = Arc::new(ManualClock::at("2026-11-23T09:00:00Z"));
        let rate = Rate::new(clock.clone(), 2);
        let check = |who: &'static str, allowed: bool, left: usize, more_in: u64| {
            assert_eq!(rate.count(who), Standing { allowed, most: 2, left, more_in }, "{who}");
        };
        check("a", true, 1, 60);
        clock.advance(SignedDuration::from_secs(20));
        check("a", true, 0, 40);
        check("a", false, 0, 40);
        check("b", true, 1, 60);
        clock.advance(SignedDuration::from_millis(39_500));
        check("a", false, 0, 1);
        clock.advance(SignedDuration::from_millis(500));
        check("a", true, 0, 20);
    }
}
