//! Which skills fail again and again, and are left alone for a while.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// Failures in a row, by skill. A skill that works is not in it.
#[derive(Debug, Default)]
pub struct Breakers(Mutex<HashMap<String, Row>>);

#[derive(Clone, Copy, Debug)]
struct Row {
    failures: u32,
    /// When the last call failed, or one was let through to try.
    since: Timestamp,
}

impl Breakers {
    /// Whether a call may be made now. Once the rest is over one call is let through, and the others wait for what
    /// becomes of it.
    pub fn admit(&self, skill: &str, now: Timestamp, failures: u32, rest: Duration) -> bool {
        let mut rows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(row) = rows.get_mut(skill).filter(|row| row.failures >= failures) else { return true };
        let rest = SignedDuration::try_from(rest).unwrap_or(SignedDuration::MAX);
        let over = now.duration_since(row.since) >= rest;
        if over {
            row.since = now;
        }
        over
    }

    /// A call is over.
    pub fn record(&self, skill: &str, now: Timestamp, worked: bool) {
        let mut rows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if worked {
            rows.remove(skill);
        } else {
            let row = rows.entry(skill.to_owned()).or_insert(Row { failures: 0, since: now });
            *row = Row { failures: row.failures.saturating_add(1), since: row.since.max(now) };
        }
    }
}
