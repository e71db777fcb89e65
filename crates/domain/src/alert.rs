//! Timers and alarms.

use jiff::Timestamp;

use crate::{AlertId, ConversationId, PersonId};

/// Something that rings at a set time on the person's connected touchpoints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    pub id: AlertId,
    pub person: PersonId,
    /// Where it was asked for.
    pub conversation: ConversationId,
    pub kind: AlertKind,
    /// What it is for, in the person's words; may be empty.
    pub label: String,
    pub due: Timestamp,
    pub repeat: Repeat,
    pub state: AlertState,
    pub created_at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AlertKind {
    /// After a length of time.
    Timer,
    /// At a time of day.
    Alarm,
}

/// When a rung alarm comes back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Repeat {
    #[default]
    Once,
    /// On these weekdays at the same time of day; bit 0 is Monday.
    Weekly(u8),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AlertState {
    /// Waits for its time.
    Pending,
    /// Rings now, until somebody stops it.
    Ringing,
    /// Was stopped by the person, or rang out unheard.
    Done,
    /// Was taken back before its time.
    Cancelled,
}
