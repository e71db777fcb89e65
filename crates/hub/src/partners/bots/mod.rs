//! Bots that partners keep here: a draft, versions, one of them live.
//!
//! A draft is learnt on a *bench*, beside an assistant that has no other bots, to be tested and tried; the last few stay
//! learnt. What is deployed is *hosted*: it answers people who have added it.

mod bench;
mod create;
mod deploy;
mod diff;
mod directory;
mod get;
mod hosting;
mod list;
mod live;
mod question_text;
mod questions;
mod records;
mod remove;
mod roll_back;
mod save_draft;
mod statistics;
mod test;
mod try_out;
mod versions;
mod withdraw;

use domain::{BotSource, Code, Draft, PartnerBot, PartnerId, Problem};

use super::{Acting, Allowed, Right};
use crate::hub::Core;
use crate::problem::told;

pub(crate) use bench::Workbench;
pub use create::NewBot;
pub use diff::{FileDiff, Side};
pub use get::Opened;
pub(crate) use hosting::Hosting;
pub use live::LiveBot;
pub use questions::Settled;
pub(crate) use records::Records;
pub use save_draft::DraftSaved;
pub use statistics::{Days, Statistics};
pub use test::TestReport;
pub use try_out::{Trial, Tried};

impl Core {
    /// A bot of the partner, for somebody who may. Another partner's is not found.
    async fn bot_for(
        &self,
        acting: &Acting,
        partner: PartnerId,
        handle: &str,
        right: Right,
    ) -> Result<(Allowed, PartnerBot), Problem> {
        let allowed = self.allowed(acting, partner, right).await?;
        let bot = self.store.bot(handle).await.map_err(told)?.filter(|bot| bot.partner == partner);
        Ok((allowed, bot.ok_or_else(|| Problem::new(Code::NotFound, "bot"))?))
    }

    async fn draft_of(&self, bot: &PartnerBot) -> Result<Draft, Problem> {
        let draft = self.store.draft(bot.id).await.map_err(told)?;
        draft.ok_or_else(|| Problem::new(Code::NotFound, "draft"))
    }

    pub(crate) async fn source_of(&self, bot: &PartnerBot, version: u32) -> Result<BotSource, Problem> {
        let source = self.store.bot_source(bot.id, version).await.map_err(told)?;
        source.ok_or_else(|| Problem::new(Code::NotFound, "version"))
    }
}
