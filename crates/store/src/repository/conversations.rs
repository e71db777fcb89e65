//! Who talks with which bot.

use async_trait::async_trait;
use domain::{Conversation, ConversationId, Principal};

use crate::StoreError;

#[async_trait]
pub trait Conversations {
    /// The conversation of this principal and bot; `new` is stored and returned when there is none yet.
    async fn open_conversation(&self, new: &Conversation) -> Result<Conversation, StoreError>;
    async fn conversation(&self, id: ConversationId) -> Result<Option<Conversation>, StoreError>;
    /// All conversations of a principal, oldest first.
    async fn conversations(&self, principal: Principal) -> Result<Vec<Conversation>, StoreError>;
}
