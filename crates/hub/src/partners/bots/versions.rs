//! What was deployed.

use domain::{BotSource, BotVersion, PartnerBot, PartnerId, Problem};

use crate::Hub;
use crate::partners::{Acting, Right};
use crate::problem::told;

impl Hub {
    /// The versions that are kept, the newest first, and the bot, which tells which is live.
    pub async fn bot_versions(
        &self,
        acting: &Acting,
        partner: PartnerId,
        handle: &str,
    ) -> Result<(PartnerBot, Vec<BotVersion>), Problem> {
        let (_, bot) = self.core.bot_for(acting, partner, handle, Right::READ_BOTS).await?;
        let versions = self.core.store.bot_versions(bot.id).await.map_err(told)?;
        Ok((bot, versions))
    }

    /// The texts of one.
    pub async fn bot_version(
        &self,
        acting: &Acting,
        partner: PartnerId,
        handle: &str,
        version: u32,
    ) -> Result<BotSource, Problem> {
        let (_, bot) = self.core.bot_for(acting, partner, handle, Right::READ_BOTS).await?;
        self.core.source_of(&bot, version).await
    }
}
