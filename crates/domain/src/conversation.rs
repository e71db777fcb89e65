//! Who talks with whom.

use jiff::Timestamp;

use crate::{BotId, ConversationId, HomeId, PersonId};

/// What a conversation belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Principal {
    Person(PersonId),
    Home(HomeId),
}

/// The assistant, or later a partner's bot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bot {
    pub id: BotId,
    pub name_ko: String,
    pub name_en: String,
}

impl Bot {
    /// The assistant itself, present on every install.
    pub const ASSISTANT: BotId = BotId::fixed(1);

    pub fn assistant() -> Self {
        Self { id: Self::ASSISTANT, name_ko: "이음".into(), name_en: "Ieum".into() }
    }
}

/// A principal and a bot. It follows the principal, not the touchpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    pub id: ConversationId,
    pub principal: Principal,
    pub bot: BotId,
    pub created_at: Timestamp,
    /// What dialogue must remember between turns, in dialogue's own form; opaque to everybody else.
    pub state: Option<String>,
}
