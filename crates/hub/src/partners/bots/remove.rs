//! A bot is removed with all that belongs to it.

use domain::{AuditAction, PartnerId, Problem};

use crate::Hub;
use crate::partners::{Acting, Right};
use crate::problem::told;

impl Hub {
    pub async fn remove_bot(&self, acting: &Acting, partner: PartnerId, handle: &str) -> Result<(), Problem> {
        let core = &self.core;
        let (by, bot) = core.bot_for(acting, partner, handle, Right::DEPLOY_BOTS).await?;
        let audit = core.audit(&by, AuditAction::BotRemoved, handle, "");
        core.store.remove_bot(bot.id, &audit).await.map_err(told)?;
        core.bench.forget(bot.id);
        core.converse.dismiss(handle);
        Ok(())
    }
}
