//! A bot answers nobody for now.

use domain::{AuditAction, PartnerBot, PartnerId, Problem};

use crate::Hub;
use crate::partners::{Acting, Right};
use crate::problem::told;

impl Hub {
    /// Its versions stay, and one of them may become live again.
    pub async fn withdraw_bot(
        &self,
        acting: &Acting,
        partner: PartnerId,
        handle: &str,
    ) -> Result<PartnerBot, Problem> {
        let core = &self.core;
        let (by, bot) = core.bot_for(acting, partner, handle, Right::DEPLOY_BOTS).await?;
        let audit = core.audit(&by, AuditAction::BotWithdrawn, handle, "");
        core.store.set_live(bot.id, None, &audit).await.map_err(told)?;
        core.converse.dismiss(handle);
        Ok(PartnerBot { live: None, ..bot })
    }
}
