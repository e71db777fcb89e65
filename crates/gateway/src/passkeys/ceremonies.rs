//! Ceremonies between their halves. Each challenge is good once, and for a few minutes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::{Clock, PersonId};
use jiff::{SignedDuration, Timestamp};

use super::{Adding, SigningIn};

/// How long somebody may take to find their security key.
const VALID: SignedDuration = SignedDuration::from_mins(5);
/// Ceremonies at the same time; each takes a few hundred bytes.
const MOST: usize = 10_000;

/// What a challenge was made for. It is good for nothing else.
pub enum Ceremony {
    Adding(PersonId, Adding),
    SigningIn(SigningIn),
}

pub struct Ceremonies {
    clock: Arc<dyn Clock>,
    open: Mutex<HashMap<u128, (Timestamp, Ceremony)>>,
}

impl Ceremonies {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, open: Mutex::default() }
    }

    /// False when there are too many.
    pub fn open(&self, ceremony: Ceremony) -> bool {
        let now = self.clock.now();
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.len() >= MOST {
            open.retain(|_, (until, _)| now < *until);
        }
        let room = open.len() < MOST;
        if room {
            open.insert(ceremony.challenge(), (now + VALID, ceremony));
        }
        room
    }

    /// The ceremony of this challenge, which is over with that.
    pub fn take(&self, challenge: u128) -> Option<Ceremony> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let (until, ceremony) = open.remove(&challenge)?;
        (self.clock.now() < until).then_some(ceremony)
    }
}

impl Ceremony {
    fn challenge(&self) -> u128 {
        match self {
            Self::Adding(_, adding) => adding.challenge(),
            Self::SigningIn(signing_in) => signing_in.challenge(),
        }
    }
}
