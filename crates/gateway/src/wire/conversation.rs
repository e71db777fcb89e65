//! Conversations, and the lines of a chat list.

use domain::{BotId, ConversationId};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Id, InBoth, Turn};
use crate::proxy::PictureKey;

/// A person's conversation with a bot.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Conversation {
    #[schema(value_type = String, format = "uuid")]
    pub id: Id<ConversationId>,
    pub bot: BotSummary,
    #[schema(format = DateTime)]
    pub created_at: String,
    /// The newest turn; none before anything was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_turn: Option<Turn>,
}

/// Who answers in a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BotSummary {
    #[schema(value_type = String, format = "uuid")]
    pub id: Id<BotId>,
    pub name: InBoth,
}

/// A conversation as a connection starts with it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Chat {
    #[schema(value_type = String, format = "uuid")]
    pub id: Id<ConversationId>,
    pub bot: BotSummary,
    /// The turns the client has not seen, in order.
    pub turns: Vec<Turn>,
    /// Older turns exist before the first of `turns`.
    pub more_before: bool,
}

impl From<&domain::Bot> for BotSummary {
    fn from(bot: &domain::Bot) -> Self {
        Self { id: Id(bot.id), name: InBoth { ko: bot.name_ko.clone(), en: bot.name_en.clone() } }
    }
}

impl Conversation {
    pub fn of(chat: &hub::Chat, key: &PictureKey) -> Self {
        Self {
            id: Id(chat.conversation.id),
            bot: (&chat.bot).into(),
            created_at: chat.conversation.created_at.to_string(),
            last_turn: chat.turns.last().map(|turn| Turn::of(turn, key)),
        }
    }
}

impl Chat {
    pub fn of(chat: &hub::Chat, key: &PictureKey) -> Self {
        Self {
            id: Id(chat.conversation.id),
            bot: (&chat.bot).into(),
            turns: chat.turns.iter().map(|turn| Turn::of(turn, key)).collect(),
            more_before: chat.more_before,
        }
    }
}
