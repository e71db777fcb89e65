//! Typed ids: a turn's id cannot be handed to something that wants a person's.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use uuid::Uuid;

use crate::{Clock, Random};

/// Makes ids that sort by time (UUID version 7) from the clock and the random source it was given.
#[derive(Clone)]
pub struct Ids {
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

impl Ids {
    pub fn new(clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Self {
        Self { clock, random }
    }

    /// A fresh id of whatever kind the caller needs.
    pub fn next<T: From<Uuid>>(&self) -> T {
        let mut noise = [0; 10];
        self.random.fill(&mut noise);
        let milliseconds = u64::try_from(self.clock.now().as_millisecond()).unwrap_or_default();
        T::from(uuid::Builder::from_unix_timestamp_millis(milliseconds, &noise).into_uuid())
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Uuid);

        impl $name {
            /// An id known beforehand: a built-in record, or a test's.
            pub const fn fixed(number: u128) -> Self {
                Self(Uuid::from_u128(number))
            }

            /// The sixteen bytes of the UUID, most significant first.
            pub const fn to_bytes(self) -> [u8; 16] {
                *self.0.as_bytes()
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// A person: one identity on every touchpoint.
    PersonId,
    /// A passkey of a person.
    PasskeyId,
    /// A home: people and devices that belong together.
    HomeId,
    /// One installed client of a person or a home.
    TouchpointId,
    /// A principal's conversation with a bot.
    ConversationId,
    /// The assistant, or a partner's bot.
    BotId,
    /// One utterance and its answer; the id in logs, traces and the API.
    TurnId,
    /// A message sent up by a touchpoint; chosen by the client, so that a retry is recognised.
    EventId,
    /// A timer or an alarm.
    AlertId,
    /// Something that is remembered of a person.
    PreferenceId,
    /// A photo that was sent.
    PictureId,
    /// A collection of photos.
    GalleryId,
    /// A signed-in browser.
    SessionId,
    /// A program's key.
    ApiKeyId,
    /// A partner: an organisation.
    PartnerId,
    /// A link that lets somebody in.
    InvitationId,
    /// A partner's key.
    PartnerKeyId,
    /// A line of a partner's audit log.
    AuditId,
    /// A question that a bot could not answer.
    QuestionId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ManualClock, SeededRandom};

    #[test]
    fn ids_repeat_with_the_seed_and_sort_by_time() {
        let clock = Arc::new(ManualClock::at("2026-11-23T09:00:00Z"));
        let ids = |seed| Ids::new(clock.clone(), Arc::new(SeededRandom::new(seed)));
        let first: TurnId = ids(1).next();
        assert_eq!(first, ids(1).next());
        assert_ne!(first, ids(2).next());
        clock.advance(jiff::SignedDuration::from_secs(1));
        assert!(first < ids(1).next());
        assert_eq!(first.to_string().parse::<TurnId>(), Ok(first));
    }
}
