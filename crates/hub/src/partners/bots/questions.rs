//! What a bot could not answer: read, and taken off the list.

use domain::{BotQuestion, Code, PartnerId, Problem, QuestionId};

use super::records::MOST_QUESTIONS;
use crate::Hub;
use crate::partners::{Acting, Right};
use crate::problem::told;

/// What became of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It is an example of a block from now on. Should it be asked again without an answer, it comes back.
    Taught,
    /// Nobody wants to see it again.
    Dismissed,
}

impl Hub {
    /// Those asked last first.
    pub async fn bot_questions(
        &self,
        acting: &Acting,
        partner: PartnerId,
        handle: &str,
    ) -> Result<Vec<BotQuestion>, Problem> {
        let core = &self.core;
        let (_, bot) = core.bot_for(acting, partner, handle, Right::READ_BOTS).await?;
        core.write_records().await?;
        core.store.bot_questions(bot.id, MOST_QUESTIONS).await.map_err(told)
    }

    pub async fn settle_question(
        &self,
        acting: &Acting,
        partner: PartnerId,
        handle: &str,
        question: QuestionId,
        settled: Settled,
    ) -> Result<(), Problem> {
        let core = &self.core;
        let (_, bot) = core.bot_for(acting, partner, handle, Right::WRITE_BOTS).await?;
        let for_good = settled == Settled::Dismissed;
        match core.store.settle_question(bot.id, question, for_good).await.map_err(told)? {
            true => Ok(()),
            false => Err(Problem::new(Code::NotFound, "question")),
        }
    }
}
