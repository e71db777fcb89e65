//! Bots beside the assistant: which of them is meant, what it must know, and what it answers.
//!
//! [`Services`] is a conversation partner like the assistant alone. A turn is offered to one move after the other, and
//! the first that knows an answer wins; `talk.rs` has their order, each move is a file:
//!
//! | | |
//! |---|---|
//! | `called.rs` | a bot is called by its name, or left |
//! | `task.rs` | something has been begun: values, choices, yes and no, or a digression |
//! | `change.rs` | what was done is changed, undone, or asked again with another value |
//! | `blocks.rs` | a block is meant, or one of two |
//! | `several.rs` | two commands in one sentence |
//! | `kept.rs` | what is remembered of a person is shown and erased |
//!
//! `fill.rs` gives values to parameters, `answer.rs` words the answers, `state.rs` is what is remembered from turn to
//! turn, `fulfil.rs` the door to what does the work. [`rehearsal`] runs written dialogues, for tests and for people.

use std::sync::Arc;

use domain::Language;
use jiff::civil::Date;

use crate::block::{Blocks, Bot, Learner};
use crate::entity::EntityError;
use crate::vector::VectorError;
use crate::{Converse, Dialogue, DialogueError, Reply, Said, World};

mod answer;
mod blocks;
mod called;
mod change;
mod fill;
mod fulfil;
mod kept;
mod reader;
mod several;
mod state;
mod system;
mod talk;
mod task;
mod trace;
mod words;

pub mod rehearsal;
pub(crate) mod wording;

pub(crate) use system::is_known as is_system;

pub use fulfil::{Call, Checked, Fulfil, Nobody, Performed};

use reader::Reader;
use words::Words;

/// So many names are expected at a time: every text that is heard is compared with each of them.
const MOST_NAMES: usize = 200;

/// The assistant, and the bots that a person can reach.
pub struct Services {
    assistant: Dialogue,
    learner: Arc<Learner>,
    bots: Vec<Learnt>,
    names: called::Names,
    service: Arc<dyn Fulfil>,
    korean: Words,
    english: Words,
}

/// A bot, ready.
pub(crate) struct Learnt {
    bot: Bot,
    blocks: Blocks,
    reader: Reader,
}

/// Why a bot cannot be taken in.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    #[error("there is a bot {0:?} already")]
    Twice(String),
    #[error("the name {0:?} belongs to another bot already")]
    Name(String),
    #[error(transparent)]
    Entity(#[from] EntityError),
    #[error(transparent)]
    Vector(#[from] VectorError),
}

impl Services {
    /// Without bots yet.
    pub fn new(
        assistant: Dialogue,
        learner: Arc<Learner>,
        service: Arc<dyn Fulfil>,
    ) -> Result<Self, DialogueError> {
        Ok(Self {
            assistant,
            learner,
            bots: Vec::new(),
            names: called::Names::default(),
            service,
            korean: Words::embedded(Language::Korean)?,
            english: Words::embedded(Language::English)?,
        })
    }

    /// Learns a bot; one that cannot be learnt leaves the others as they were.
    pub fn add(&mut self, bot: Bot, today: Date) -> Result<(), ServiceError> {
        if self.bots.iter().any(|known| known.bot.id == bot.id) {
            return Err(ServiceError::Twice(bot.id));
        }
        let reader = Reader::new(&bot)?;
        let blocks = self.learner.learn(&bot, today)?;
        self.names.add(self.bots.len(), &bot)?;
        self.bots.push(Learnt { bot, blocks, reader });
        Ok(())
    }

    /// The bots' ids.
    pub fn bots(&self) -> impl Iterator<Item = &str> {
        self.bots.iter().map(|learnt| learnt.bot.id.as_str())
    }

    fn words(&self, language: Language) -> &Words {
        match language {
            Language::Korean => &self.korean,
            Language::English => &self.english,
        }
    }

    fn learnt(&self, bot: &str) -> Option<&Learnt> {
        self.bots.iter().find(|learnt| learnt.bot.id == bot)
    }
}

impl Converse for Services {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply {
        talk::Talk::new(self, said, world).reply()
    }

    fn names(&self, language: Language) -> Vec<String> {
        let bots = self.bots.iter().map(|learnt| &learnt.bot).filter(|bot| bot.language == language);
        let of_bots = bots.flat_map(|bot| {
            let entries = bot.entities.iter().flat_map(|entity| &entity.entries);
            [&bot.name].into_iter().chain(&bot.called).chain(entries.map(|(entry, _)| entry)).cloned()
        });
        self.assistant.names(language).into_iter().chain(of_bots).take(MOST_NAMES).collect()
    }
}
