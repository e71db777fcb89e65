//! One sentence is said to a draft; nothing of it is kept.

use std::time::Instant;

use dialogue::{Said, World};
use domain::{Answer, Code, Language, PartnerId, Problem};

use crate::Hub;
use crate::partners::{Acting, Right};
use crate::thought;

/// More is nothing that this server has given out.
const MOST_STATE: usize = 64 << 10;

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    pub text: String,
    /// None: the language of the bot.
    pub language: Option<Language>,
    /// What the last trial gave; none: a conversation begins.
    pub state: Option<String>,
    /// A conversation that begins does so in the bot, as if it had been called by its name.
    pub inside: bool,
}

/// What was answered, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    pub revision: u64,
    pub answer: Answer,
    pub language: Language,
    pub understood: bool,
    /// For the next trial.
    pub state: Option<String>,
    /// What matched and why, as readable JSON.
    pub trace: String,
    /// Microseconds until the bot was ready (few when it had been learnt before), and until it had answered.
    pub learnt_us: u64,
    pub answered_us: u64,
}

impl Hub {
    pub async fn try_bot(
        &self,
        acting: &Acting,
        partner: PartnerId,
        handle: &str,
        trial: Trial,
    ) -> Result<Tried, Problem> {
        let core = &self.core;
        let (by, bot) = core.bot_for(acting, partner, handle, Right::READ_BOTS).await?;
        let text = core.checked_text(&trial.text)?;
        if trial.state.as_ref().is_some_and(|state| state.len() > MOST_STATE) {
            return Err(Problem::new(Code::BadRequest, format!("state: at most {MOST_STATE} bytes")));
        }
        let (draft, now) = (core.draft_of(&bot).await?, core.now_for(acting).await?);
        let place = core.bench_place(&by).await?;
        let began = Instant::now();
        let ready = core.ready(&bot, &draft, &now).await?;
        let learnt_us = micros(began);
        let answer = move || {
            let begun = Instant::now();
            let state = trial.state.or_else(|| trial.inside.then(|| ready.bench.inside()));
            let language = trial.language.unwrap_or_else(|| ready.bench.language());
            let said = Said { text: &text, language, state: state.as_deref() };
            (ready.bench.reply(&said, &World::at(now)), micros(begun))
        };
        let (reply, answered_us) = core.apart(move || thought::with(place, answer)).await?;
        Ok(Tried {
            revision: draft.revision,
            answer: reply.answer,
            language: reply.language,
            understood: reply.understood,
            state: reply.state,
            trace: reply.trace,
            learnt_us,
            answered_us,
        })
    }
}

fn micros(began: Instant) -> u64 {
    u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX)
}
