//! What a person likes.

use jiff::Timestamp;

use crate::{PersonId, PreferenceId};

/// Something that a bot has remembered for the next time: the seat in a restaurant, the station somebody leaves from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preference {
    pub id: PreferenceId,
    pub person: PersonId,
    pub what: Liking,
    pub kept_at: Timestamp,
}

/// What is remembered, and who may see it. A person has one for each bot and name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Liking {
    /// The bot that it is for; none: every bot that remembers something of this name.
    pub bot: Option<String>,
    pub name: String,
    /// What it is to people: 자리.
    pub label: String,
    /// The kind of value, in the bot's words.
    pub entity: String,
    pub value: String,
    /// As an answer writes it, and says it.
    pub written: String,
    pub said: String,
    /// What the person said.
    pub words: String,
}
