//! The directory: bots of partners that anybody may add, and what a person has added.

use domain::{AuditAction, Code, Partner, PartnerBot, PartnerId, PersonId, Problem};

use crate::Hub;
use crate::partners::{Acting, Right, within};
use crate::problem::told;

impl Hub {
    /// The bots that are live and listed, with their partners.
    pub async fn directory(&self) -> Result<Vec<(PartnerBot, Partner)>, Problem> {
        self.core.store.listed_bots().await.map_err(told)
    }

    /// The live bots that the person has added, in the order in which they were.
    pub async fn added_bots(&self, person: PersonId) -> Result<Vec<(PartnerBot, Partner)>, Problem> {
        let mut added = Vec::new();
        for bot in self.core.store.bots_of(person).await.map_err(told)? {
            if let Some(partner) = self.core.store.partner(bot.partner).await.map_err(told)? {
                added.push((bot, partner));
            }
        }
        Ok(added)
    }

    /// From now on the person reaches this bot. One that is not listed is found by its partner's people alone.
    pub async fn add_bot(&self, person: PersonId, handle: &str) -> Result<(PartnerBot, Partner), Problem> {
        let core = &self.core;
        core.refuse_when_stopping()?;
        let not_found = || Problem::new(Code::NotFound, "bot");
        let live = core.live_bot(handle).await?.ok_or_else(not_found)?;
        if !live.bot.listed {
            let member = core.store.member(live.bot.partner, person).await.map_err(told)?;
            member.ok_or_else(not_found)?;
        }
        let added = core.store.bots_of(person).await.map_err(told)?;
        if added.iter().all(|bot| bot.id != live.bot.id) {
            within(added.len(), core.limits.partners.added)?;
        }
        core.store.add_bot_of(person, live.bot.id, core.clock.now()).await.map_err(told)?;
        if core.converse.hosts(handle) != Some(live.version) {
            core.host(&live.bot, live.version).await;
        }
        Ok((live.bot, live.partner))
    }

    /// The person reaches this bot no more.
    pub async fn forget_bot(&self, person: PersonId, handle: &str) -> Result<(), Problem> {
        let not_found = || Problem::new(Code::NotFound, "bot");
        let bot = self.core.store.bot(handle).await.map_err(told)?.ok_or_else(not_found)?;
        match self.core.store.remove_bot_of(person, bot.id).await.map_err(told)? {
            true => Ok(()),
            false => Err(not_found()),
        }
    }

    /// Whether people find the bot in the directory, once it is live.
    pub async fn list_bot(
        &self,
        acting: &Acting,
        partner: PartnerId,
        handle: &str,
        listed: bool,
    ) -> Result<PartnerBot, Problem> {
        let core = &self.core;
        let (by, bot) = core.bot_for(acting, partner, handle, Right::DEPLOY_BOTS).await?;
        let action = if listed { AuditAction::BotListed } else { AuditAction::BotUnlisted };
        let audit = core.audit(&by, action, handle, "");
        core.store.set_listed(bot.id, listed, &audit).await.map_err(told)?;
        Ok(PartnerBot { listed, ..bot })
    }
}
