//! For those who carry turns to bots: which bot answers, and whether somebody has added it.

use domain::{Partner, PartnerBot, PersonId, Problem};

use crate::hub::Core;
use crate::problem::told;

/// A bot that answers, with its partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveBot {
    pub bot: PartnerBot,
    pub partner: Partner,
    /// The version that answers.
    pub version: u32,
}

impl crate::Hub {
    /// The bot of this id, if a version of it is live.
    pub async fn live_bot(&self, handle: &str) -> Result<Option<LiveBot>, Problem> {
        self.core.live_bot(handle).await
    }

    /// Whether the person has added this bot, and it is live.
    pub async fn has_added(&self, person: PersonId, handle: &str) -> Result<bool, Problem> {
        self.core.has_added(person, handle).await
    }
}

impl Core {
    pub async fn has_added(&self, person: PersonId, handle: &str) -> Result<bool, Problem> {
        let bots = self.store.bots_of(person).await.map_err(told)?;
        Ok(bots.iter().any(|bot| bot.handle == handle))
    }

    pub async fn live_bot(&self, handle: &str) -> Result<Option<LiveBot>, Problem> {
        let Some(bot) = self.store.bot(handle).await.map_err(told)? else { return Ok(None) };
        let (Some(version), Some(partner)) = (bot.live, self.store.partner(bot.partner).await.map_err(told)?)
        else {
            return Ok(None);
        };
        Ok(Some(LiveBot { bot, partner, version }))
    }
}
