//! Partners' bots.

use async_trait::async_trait;
use domain::{
    AuditEntry, BotFace, BotId, BotSource, BotVersion, Draft, Partner, PartnerBot, PartnerId, PersonId,
};
use jiff::Timestamp;

use crate::StoreError;

#[async_trait]
pub trait PartnerBots {
    /// Adds a bot with its draft. The handle must be new on the install.
    async fn add_bot(&self, bot: &PartnerBot, draft: &Draft, audit: &AuditEntry) -> Result<(), StoreError>;
    /// The partner's bots, the oldest first.
    async fn bots(&self, partner: PartnerId) -> Result<Vec<PartnerBot>, StoreError>;
    async fn bot(&self, handle: &str) -> Result<Option<PartnerBot>, StoreError>;
    async fn draft(&self, bot: BotId) -> Result<Option<Draft>, StoreError>;
    /// Saves a draft whose revision is one more than that of the one it takes the place of; where that has changed meanwhile it is a
    /// conflict. `None` for `seen` saves over whatever is there. The revision it has now.
    /// A bot that is not live is shown with this face from now on.
    async fn save_draft(
        &self,
        bot: BotId,
        seen: Option<u64>,
        draft: &Draft,
        face: Option<&BotFace>,
    ) -> Result<u64, StoreError>;
    /// Adds a version, which gets the next number, and lets it answer. At most `keep` are kept; the oldest go, but not the live one.
    async fn deploy_bot(
        &self,
        bot: BotId,
        version: &BotVersion,
        source: &BotSource,
        face: &BotFace,
        keep: u32,
        audit: &AuditEntry,
    ) -> Result<u32, StoreError>;
    /// Lets this version answer, shown with its face; none: no version does.
    async fn set_live(
        &self,
        bot: BotId,
        version: Option<(u32, &BotFace)>,
        audit: &AuditEntry,
    ) -> Result<(), StoreError>;
    /// The versions that are kept, the newest first.
    async fn bot_versions(&self, bot: BotId) -> Result<Vec<BotVersion>, StoreError>;
    async fn bot_source(&self, bot: BotId, version: u32) -> Result<Option<BotSource>, StoreError>;
    async fn set_listed(&self, bot: BotId, listed: bool, audit: &AuditEntry) -> Result<(), StoreError>;
    /// Removes a bot with all that belongs to it.
    async fn remove_bot(&self, bot: BotId, audit: &AuditEntry) -> Result<(), StoreError>;
    /// The bots that have a live version and are listed, with their partners, by handle.
    async fn listed_bots(&self) -> Result<Vec<(PartnerBot, Partner)>, StoreError>;
    /// A person adds a bot; twice is once.
    async fn add_bot_of(&self, person: PersonId, bot: BotId, at: Timestamp) -> Result<(), StoreError>;
    /// False when the person had not added it.
    async fn remove_bot_of(&self, person: PersonId, bot: BotId) -> Result<bool, StoreError>;
    /// The bots that the person has added and that have a live version, in the order in which they were added.
    async fn bots_of(&self, person: PersonId) -> Result<Vec<PartnerBot>, StoreError>;
}
