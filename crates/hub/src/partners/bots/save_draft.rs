//! A draft is saved.

use domain::{BotFault, BotSource, Code, Draft, PartnerId, Problem};

use super::bench::faulty;
use crate::Hub;
use crate::partners::{Acting, Right};
use crate::problem::told;

/// How a draft is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftSaved {
    pub revision: u64,
    pub fault: Option<BotFault>,
}

impl Hub {
    /// Takes the place of the draft whose revision was seen (none: whatever is there). Texts that are wrong are refused, unless they
    /// shall be kept as they are.
    pub async fn save_draft(
        &self,
        acting: &Acting,
        partner: PartnerId,
        handle: &str,
        source: BotSource,
        seen: Option<u64>,
        keep_wrong: bool,
    ) -> Result<DraftSaved, Problem> {
        let core = &self.core;
        let (by, bot) = core.bot_for(acting, partner, handle, Right::WRITE_BOTS).await?;
        within_size(&source, core.limits.partners.source_bytes)?;
        let judged = core.judge(handle, source.clone()).await?;
        let face = judged.as_ref().ok().map(|judged| (&judged.bot).into());
        let fault = judged.err();
        if let Some(fault) = fault.as_ref().filter(|_| !keep_wrong) {
            return Err(faulty(fault));
        }
        let draft = Draft { source, revision: 0, fault, saved_at: core.clock.now(), saved_by: by.name };
        let revision = core.store.save_draft(bot.id, seen, &draft, face.as_ref()).await.map_err(told)?;
        Ok(DraftSaved { revision, fault: draft.fault })
    }
}

pub(super) fn within_size(source: &BotSource, most: usize) -> Result<(), Problem> {
    let size = source.size();
    if size <= most {
        return Ok(());
    }
    Err(Problem::new(Code::BotTooLarge, format!("it has {size} bytes; at most {most} may be")))
}
