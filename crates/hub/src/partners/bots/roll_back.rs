//! An earlier version answers again.

use domain::{AuditAction, BotFace, PartnerBot, PartnerId, Problem};

use super::bench::faulty;
use crate::Hub;
use crate::partners::{Acting, Right};
use crate::problem::told;

impl Hub {
    /// Or a later one, or the one that was live before the bot was withdrawn.
    pub async fn roll_back_bot(
        &self,
        acting: &Acting,
        partner: PartnerId,
        handle: &str,
        version: u32,
    ) -> Result<PartnerBot, Problem> {
        let core = &self.core;
        let (by, bot) = core.bot_for(acting, partner, handle, Right::DEPLOY_BOTS).await?;
        let source = core.source_of(&bot, version).await?;
        let judged = core.judge(handle, source).await?.map_err(|fault| faulty(&fault))?;
        let face = BotFace::from(&judged.bot);
        let audit = core.audit(&by, AuditAction::BotRolledBack, handle, &version.to_string());
        core.store.set_live(bot.id, Some((version, &face)), &audit).await.map_err(told)?;
        core.host(&bot, version).await;
        Ok(PartnerBot { live: Some(version), face: Some(face), ..bot })
    }
}
