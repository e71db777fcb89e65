//! A bot with its draft.

use domain::{Draft, PartnerBot, PartnerId, Problem};

use crate::Hub;
use crate::partners::{Acting, Right};

/// A bot, and what is being written of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    pub bot: PartnerBot,
    pub draft: Draft,
}

impl Hub {
    pub async fn bot(&self, acting: &Acting, partner: PartnerId, handle: &str) -> Result<Opened, Problem> {
        let (_, bot) = self.core.bot_for(acting, partner, handle, Right::READ_BOTS).await?;
        let draft = self.core.draft_of(&bot).await?;
        Ok(Opened { bot, draft })
    }
}
