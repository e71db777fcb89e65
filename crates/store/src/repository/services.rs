//! What partners' services know of people, promise, and tell.

use async_trait::async_trait;
use domain::{AwaitedAnswer, BotTask, PersonId};
use jiff::Timestamp;

use crate::StoreError;

#[async_trait]
pub trait Services {
    /// What the bot's service calls the person; `new` from now on, if it has not met them.
    async fn bot_user(&self, bot: &str, person: PersonId, new: &str) -> Result<String, StoreError>;
    /// Whom the bot's service calls so.
    async fn person_of_bot_user(&self, bot: &str, key: &str) -> Result<Option<PersonId>, StoreError>;
    /// An answer is on its way; those whose time is over are forgotten.
    async fn await_answer(&self, awaited: &AwaitedAnswer, now: Timestamp) -> Result<(), StoreError>;
    /// The answer that was awaited under this secret's hash; it is awaited no more.
    async fn take_awaited(
        &self,
        secret_hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<AwaitedAnswer>, StoreError>;
    /// Keeps what a bot told; what is older is forgotten.
    async fn keep_bot_task(&self, task: &BotTask, forget_before: Timestamp) -> Result<(), StoreError>;
    async fn bot_task(&self, id: &str) -> Result<Option<BotTask>, StoreError>;
}
