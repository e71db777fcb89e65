//! A draft's sentences and dialogues are played.

use dialogue::block::evaluation::Case;
use dialogue::service::rehearsal::Played;
use domain::{Draft, PartnerBot, PartnerId, Problem};
use jiff::ZonedDateTime;

use crate::Hub;
use crate::hub::Core;
use crate::partners::{Acting, Allowed, Right};
use crate::thought;

/// How a bot's tests went.
#[derive(Clone, Debug)]
pub struct TestReport {
    /// The revision of the draft that was tested.
    pub revision: u64,
    pub sentences: Vec<Case>,
    /// Each by its name, turn by turn.
    pub dialogues: Vec<(String, Vec<Played>)>,
}

impl TestReport {
    /// Sentences and dialogues that went as written.
    pub fn passed(&self) -> usize {
        let sentences = self.sentences.iter().filter(|case| case.is_right()).count();
        let dialogues = self.dialogues.iter().filter(|(_, turns)| goes_well(turns)).count();
        sentences + dialogues
    }

    pub fn tested(&self) -> usize {
        self.sentences.len() + self.dialogues.len()
    }
}

/// Whether every turn went as written.
fn goes_well(turns: &[Played]) -> bool {
    turns.iter().all(|turn| turn.wrong.is_empty())
}

impl Hub {
    pub async fn test_bot(
        &self,
        acting: &Acting,
        partner: PartnerId,
        handle: &str,
    ) -> Result<TestReport, Problem> {
        let core = &self.core;
        let (by, bot) = core.bot_for(acting, partner, handle, Right::READ_BOTS).await?;
        let (draft, now) = (core.draft_of(&bot).await?, core.now_for(acting).await?);
        core.test(&by, &bot, &draft, now).await
    }
}

impl Core {
    pub(super) async fn test(
        &self,
        by: &Allowed,
        bot: &PartnerBot,
        draft: &Draft,
        now: ZonedDateTime,
    ) -> Result<TestReport, Problem> {
        let place = self.bench_place(by).await?;
        let ready = self.ready(bot, draft, &now).await?;
        let revision = draft.revision;
        let play = move || {
            let sentences = ready.bench.sentences(&ready.judged.sentences, now.date())?;
            let dialogues = ready.judged.dialogues.iter();
            let dialogues = dialogues
                .map(|dialogue| Ok((dialogue.name.clone(), ready.bench.play(dialogue, &now)?)))
                .collect::<Result<Vec<_>, String>>()?;
            Ok(TestReport { revision, sentences, dialogues })
        };
        let report: Result<TestReport, String> = self.apart(move || thought::with(place, play)).await?;
        report.map_err(|reason| Problem::new(domain::Code::BotFaulty, reason))
    }
}
