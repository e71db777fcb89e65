//! What is said, and how it ends.

use async_trait::async_trait;
use domain::{
    Alert, AlertId, Answer, ConversationId, EventId, Input, Language, Preference, PreferenceId, Problem,
    TouchpointId, Turn, TurnId,
};
use jiff::Timestamp;

use crate::StoreError;

#[async_trait]
pub trait Turns {
    /// Writes a turn down, gives it the next place in its conversation, and returns it. A second call with the same
    /// conversation and event returns the turn of the first.
    async fn receive_turn(&self, new: &NewTurn) -> Result<Received, StoreError>;
    /// Stores the answer, the conversation's state, the alerts' changes and what is liked, all or nothing. A turn that has ended
    /// already is returned as it is, and nothing changes: of two nodes that answer it, the first wins.
    async fn complete_turn(&self, completion: &Completion) -> Result<Turn, StoreError>;
    /// The assistant speaks first: [`Self::receive_turn`] and [`Self::complete_turn`] at once. A known event changes
    /// nothing.
    async fn give_notice(&self, new: &NewTurn, completion: &Completion) -> Result<Received, StoreError>;
    async fn turn(&self, id: TurnId) -> Result<Option<Turn>, StoreError>;
    /// An answer that was given looks different now; none when there is no answer of this turn.
    async fn revise_answer(&self, id: TurnId, answer: &Answer) -> Result<Option<Turn>, StoreError>;
    /// At most `limit` turns after this place, in order.
    async fn turns_after(&self, id: ConversationId, after: i64, limit: u32) -> Result<Vec<Turn>, StoreError>;
    /// The last `limit` turns before this place (`i64::MAX`: the newest), in order.
    async fn turns_before(
        &self,
        id: ConversationId,
        before: i64,
        limit: u32,
    ) -> Result<Vec<Turn>, StoreError>;
    /// The conversation's first turn that is still without an answer: the one to answer next.
    async fn next_unanswered(&self, id: ConversationId) -> Result<Option<Turn>, StoreError>;
    /// The conversations with unanswered turns, the longest waiting first: what a restart must take up again.
    async fn waiting_conversations(&self) -> Result<Vec<ConversationId>, StoreError>;
}

/// A turn as it arrives.
#[derive(Clone, Debug, PartialEq)]
pub struct NewTurn {
    pub id: TurnId,
    pub conversation: ConversationId,
    pub event: EventId,
    pub touchpoint: Option<TouchpointId>,
    pub input: Input,
    pub language: Language,
    pub received_at: Timestamp,
}

/// What [`Turns::receive_turn`] did.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    pub turn: Turn,
    /// The event was known: this is the turn of the first call.
    pub repeated: bool,
}

/// How a turn ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Completion {
    pub turn: TurnId,
    pub outcome: Result<Answer, Problem>,
    pub language: Language,
    pub answered_at: Timestamp,
    pub trace: Option<String>,
    pub state: StateChange,
    pub new_alerts: Vec<Alert>,
    pub stopped_alerts: Vec<AlertStop>,
    /// A person has one for each bot and name: the new one takes the place, and keeps the id, of the one before.
    pub new_preferences: Vec<Preference>,
    pub forgotten_preferences: Vec<PreferenceId>,
}

/// What becomes of the conversation's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StateChange {
    Keep,
    Set(Option<String>),
}

/// An alert is cancelled if it waits and silenced if it rings; anything else stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlertStop {
    pub alert: AlertId,
    /// When it rings next, should it be ringing now and come back.
    pub again: Option<Timestamp>,
}
