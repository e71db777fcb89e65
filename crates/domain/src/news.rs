//! What a bot tells without being asked.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::{ConversationId, PersonId};

/// A bot has something to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub bot: String,
    pub news: News,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Something happened at the bot's service.
    Event(BotEvent),
    /// The answer of a skill that said it would come later: what it has sent, as it came.
    Answer { block: String, body: String },
}

/// Something that happened, as the bot's service tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BotEvent {
    pub name: String,
    /// For the bot's wordings, by their names.
    pub data: BTreeMap<String, String>,
    /// For its skill.
    pub params: BTreeMap<String, String>,
}

/// An answer of a skill that is on its way. Only the hash of its secret is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwaitedAnswer {
    /// SHA-256 of the secret in its address.
    pub secret_hash: [u8; 32],
    pub person: PersonId,
    pub conversation: ConversationId,
    pub bot: String,
    pub block: String,
    pub expires_at: Timestamp,
}

/// A bot told something to some people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BotTask {
    pub id: String,
    pub bot: String,
    pub made_at: Timestamp,
    /// How many people it was for.
    pub all: u32,
    /// Who was not told, and why.
    pub failures: Vec<Untold>,
}

/// Somebody who was not told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untold {
    /// The kind of key, and the key, by which the service called them.
    pub kind: String,
    pub key: String,
    pub why: String,
}
