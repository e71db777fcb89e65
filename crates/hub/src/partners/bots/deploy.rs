//! A draft becomes a version, and answers people.

use domain::{AuditAction, BotFace, BotVersion, Code, PartnerId, Problem};

use super::TestReport;
use crate::Hub;
use crate::partners::{Acting, Right};
use crate::problem::told;

/// Longer notes are cut.
const MOST_NOTE: usize = 500;

impl Hub {
    /// The draft of the revision that was seen (none: whatever is there). Its tests must pass, unless that is forced.
    pub async fn deploy_bot(
        &self,
        acting: &Acting,
        partner: PartnerId,
        handle: &str,
        seen: Option<u64>,
        note: &str,
        force: bool,
    ) -> Result<(BotVersion, TestReport), Problem> {
        let core = &self.core;
        let (by, bot) = core.bot_for(acting, partner, handle, Right::DEPLOY_BOTS).await?;
        let (draft, now) = (core.draft_of(&bot).await?, core.now_for(acting).await?);
        if seen.is_some_and(|seen| seen != draft.revision) {
            return Err(Code::DraftChanged.into());
        }
        let report = core.test(&by, &bot, &draft, now.clone()).await?;
        let face = BotFace::from(&core.ready(&bot, &draft, &now).await?.judged.bot);
        let (passed, tested) = (report.passed(), report.tested());
        if passed < tested && !force {
            let detail = format!("{} of {tested} did not go as written", tested - passed);
            return Err(Problem::new(Code::TestsFailed, detail));
        }
        let count = |number| u32::try_from(number).unwrap_or(u32::MAX);
        let version = BotVersion {
            number: 0,
            made_at: core.clock.now(),
            made_by: by.name.clone(),
            note: note.trim().chars().take(MOST_NOTE).collect(),
            passed: count(passed),
            tested: count(tested),
        };
        // The store writes the number before it.
        let detail = if passed < tested { format!("({passed}/{tested} tests)") } else { String::new() };
        let audit = core.audit(&by, AuditAction::BotDeployed, handle, &detail);
        let keep = core.limits.partners.versions;
        let number = core.store.deploy_bot(bot.id, &version, &draft.source, &face, keep, &audit);
        let number = number.await.map_err(told)?;
        core.host(&bot, number).await;
        Ok((BotVersion { number, ..version }, report))
    }
}
