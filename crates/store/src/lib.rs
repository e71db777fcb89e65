//! Repository traits, and their SQLite implementation.
//!
//! ```text
//! let store: Arc<dyn Store> = sqlite::open(folder).await?;
//! let received = store.receive_turn(&new).await?;          // written: only now is it acknowledged
//! store.complete_turn(&completion).await?;                 // answer, state and alerts, all or nothing
//! ```
//!
//! Four habits hold for every method: it is fallible, for the disk may be full; a look-up that finds nothing returns
//! `None`; ids and times are passed in, never made here; one method is one transaction. One contract suite
//! ([`contract`]) runs against each implementation; nothing of SQL or of one database may show in these traits.
//!
//! Adding a record: a trait below, a file in `sqlite/`, a migration, and its cases in `contract/`.

use async_trait::async_trait;
use domain::{
    Alert, AlertId, AlertState, Answer, Conversation, ConversationId, EventId, Input, Language, Person, PersonId,
    Principal, Problem, SessionId, SignInSession, Touchpoint, TouchpointId, Turn, TurnId,
};
use jiff::Timestamp;

/// Everything that is remembered.
pub trait Store: People + Touchpoints + Conversations + Turns + Alerts + Send + Sync {}

impl<T: People + Touchpoints + Conversations + Turns + Alerts + Send + Sync> Store for T {}

#[async_trait]
pub trait People {
    /// Adds a person. The name must be new.
    async fn add_person(&self, person: &Person) -> Result<(), StoreError>;
    async fn person(&self, id: PersonId) -> Result<Option<Person>, StoreError>;
    async fn person_named(&self, name: &str) -> Result<Option<Person>, StoreError>;
    /// The first person of the install.
    async fn owner(&self) -> Result<Option<Person>, StoreError>;
    async fn update_person(&self, person: &Person) -> Result<(), StoreError>;
    async fn add_session(&self, session: &SignInSession) -> Result<(), StoreError>;
    /// The session with this secret's hash, if it has not expired at `now`.
    async fn session(&self, secret_hash: &[u8; 32], now: Timestamp) -> Result<Option<SignInSession>, StoreError>;
    async fn end_session(&self, id: SessionId) -> Result<(), StoreError>;
    /// Ends every session of the person: the password changed.
    async fn end_sessions(&self, person: PersonId) -> Result<(), StoreError>;
}

#[async_trait]
pub trait Touchpoints {
    /// Adds the touchpoint, or updates it when its id is known and belongs to the same person.
    async fn save_touchpoint(&self, touchpoint: &Touchpoint) -> Result<(), StoreError>;
    async fn touchpoint(&self, id: TouchpointId) -> Result<Option<Touchpoint>, StoreError>;
    /// The person's touchpoints, the most recently seen first.
    async fn touchpoints(&self, person: PersonId) -> Result<Vec<Touchpoint>, StoreError>;
}

#[async_trait]
pub trait Conversations {
    /// The conversation of this principal and bot; `new` is stored and returned when there is none yet.
    async fn open_conversation(&self, new: &Conversation) -> Result<Conversation, StoreError>;
    async fn conversation(&self, id: ConversationId) -> Result<Option<Conversation>, StoreError>;
    /// All conversations of a principal, oldest first.
    async fn conversations(&self, principal: Principal) -> Result<Vec<Conversation>, StoreError>;
}

#[async_trait]
pub trait Turns {
    /// Writes a turn down, gives it the next place in its conversation, and returns it. A second call with the same
    /// conversation and event returns the turn of the first.
    async fn receive_turn(&self, new: &NewTurn) -> Result<Received, StoreError>;
    /// Stores the answer, the conversation's state and the alerts' changes, all or nothing.
    async fn complete_turn(&self, completion: &Completion) -> Result<Turn, StoreError>;
    async fn turn(&self, id: TurnId) -> Result<Option<Turn>, StoreError>;
    /// At most `limit` turns after this place, in order.
    async fn turns_after(&self, id: ConversationId, after: i64, limit: u32) -> Result<Vec<Turn>, StoreError>;
    /// The last `limit` turns before this place (`i64::MAX`: the newest), in order.
    async fn turns_before(&self, id: ConversationId, before: i64, limit: u32) -> Result<Vec<Turn>, StoreError>;
    /// The turns still without an answer, in order: what a restart must take up again.
    async fn unanswered_turns(&self) -> Result<Vec<Turn>, StoreError>;
}

#[async_trait]
pub trait Alerts {
    async fn alert(&self, id: AlertId) -> Result<Option<Alert>, StoreError>;
    /// The person's pending and ringing alerts, the next one first.
    async fn open_alerts(&self, person: PersonId) -> Result<Vec<Alert>, StoreError>;
    /// When the next pending alert of anybody is due.
    async fn next_due(&self) -> Result<Option<Timestamp>, StoreError>;
    /// Pending alerts due at or before `now` begin to ring; returns them. Each is returned once, whoever asks.
    async fn ring_due(&self, now: Timestamp) -> Result<Vec<Alert>, StoreError>;
    /// Moves an alert from one state to another; false when it was not in `from` any more.
    async fn move_alert(&self, id: AlertId, from: AlertState, to: AlertState) -> Result<bool, StoreError>;
    /// Puts a stopped weekly alarm back for its next time.
    async fn rearm_alert(&self, id: AlertId, due: Timestamp) -> Result<(), StoreError>;
    /// All alerts that ring now: a restart shows them again.
    async fn ringing_alerts(&self) -> Result<Vec<Alert>, StoreError>;
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
    /// The conversation's new state.
    pub state: Option<String>,
    pub new_alerts: Vec<Alert>,
    pub cancelled_alerts: Vec<AlertId>,
}

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the disk is full")]
    Full,
    #[error("the data folder cannot be written")]
    ReadOnly,
    #[error("{0} contradicts what is stored")]
    Conflict(&'static str),
    #[error("there is no such {0}")]
    Missing(&'static str),
    #[error("the store is damaged: {0}")]
    Damaged(String),
    #[error("the store failed: {0}")]
    Failed(String),
}
