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
//! | `press.rs` | something was pressed in an answer of a bot |
//! | `told.rs` | something happened that a bot tells of, or an answer comes late |
//! | `several.rs` | several commands in one sentence |
//! | `known.rs` | a bot looks it up in what it knows |
//! | `kept.rs` | what is remembered of a person is shown and erased |
//!
//! `fill.rs` finds the parameter for a value, `give.rs` gives it, `advance.rs` asks for what is missing and does the rest,
//! `answer.rs` words the answers, `state.rs` is what is remembered from turn to
//! turn, `serve.rs` asks who does the work, `fulfil.rs` is the door to what does the work: `roster.rs` hands it to the services in this process, of which
//! `opening.rs` is one. [`rehearsal`] runs written dialogues, for tests and for people.

use std::sync::Arc;

use domain::{Language, Named};
use jiff::civil::Date;

use crate::block::{Blocks, Bot, Learner};
use crate::entity::{EntityError, Lexicon};
use crate::knowledge::{Knowledge, KnowledgeError};
use crate::template::Level;
use crate::vector::VectorError;
use crate::{Converse, Dialogue, DialogueError, Question, Reply, Said, World};

mod account;
mod advance;
mod answer;
mod bench;
mod blocks;
mod called;
mod change;
mod fill;
mod fulfil;
mod give;
mod hosted;
mod imperative;
mod kept;
mod known;
mod opening;
mod press;
mod reader;
mod roster;
mod serve;
mod several;
mod state;
mod system;
mod talk;
mod task;
mod told;
mod trace;
mod words;

pub mod rehearsal;
pub(crate) mod wording;

pub(crate) use system::is_known as is_system;

pub use bench::{Bench, Judged, check};
pub use fulfil::{Call, Checked, Detail, Done, Fulfil, NewContext, Nobody, OpenContext, Performed};
pub use hosted::Hosted;
pub use opening::OpenHours;
pub use roster::Roster;
pub use state::bot_at_hand;

use reader::Reader;
use words::Words;

/// So many names are expected at a time: every text that is heard is compared with each of them.
const MOST_NAMES: usize = 200;

/// The assistant, and the bots that a person can reach. Bots that are learnt are shared, so that a set with one bot more
/// or less can be made beside the one that is being talked with.
pub struct Services {
    shared: Arc<Shared>,
    bots: Vec<Arc<Learnt>>,
    names: Arc<called::Names>,
    /// The bots of partners that a person has added, while a turn of theirs is answered.
    added: Vec<Arc<Learnt>>,
}

/// What does not depend on which bots there are.
struct Shared {
    assistant: Arc<Dialogue>,
    learner: Arc<Learner>,
    service: Arc<dyn Fulfil>,
    korean: Arc<Words>,
    english: Arc<Words>,
    /// The bots of partners, by their ids.
    hosted: hosted::Hosting,
}

/// A bot, ready.
pub struct Learnt {
    bot: Bot,
    blocks: Blocks,
    reader: Reader,
    /// Its names, for those who reach it by adding it.
    names: Lexicon,
    /// What it looks up when none of its blocks is meant.
    knowledge: Option<Knowledge>,
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
    #[error(transparent)]
    Knowledge(#[from] KnowledgeError),
    #[error("bots cannot be learnt here")]
    Nowhere,
}

impl Services {
    /// Without bots yet.
    pub fn new(
        assistant: impl Into<Arc<Dialogue>>,
        learner: Arc<Learner>,
        service: Arc<dyn Fulfil>,
    ) -> Result<Self, DialogueError> {
        let (korean, english) = (Words::embedded(Language::Korean)?, Words::embedded(Language::English)?);
        let assistant = assistant.into();
        let (korean, english) = (Arc::new(korean), Arc::new(english));
        let hosted = hosted::Hosting::default();
        let shared = Arc::new(Shared { assistant, learner, service, korean, english, hosted });
        Ok(Self { shared, bots: Vec::new(), names: Arc::default(), added: Vec::new() })
    }

    /// The same assistant without its bots. What it hosts for partners is the same.
    #[must_use]
    pub fn alone(&self) -> Self {
        Self { shared: self.shared.clone(), bots: Vec::new(), names: Arc::default(), added: Vec::new() }
    }

    /// The same assistant without any bots, with this service behind those that come.
    #[must_use]
    pub fn apart(&self, service: Arc<dyn Fulfil>) -> Self {
        let Shared { assistant, learner, korean, english, .. } = &*self.shared;
        let (assistant, learner) = (assistant.clone(), learner.clone());
        let (korean, english, hosted) = (korean.clone(), english.clone(), hosted::Hosting::default());
        let shared = Shared { assistant, learner, service, korean, english, hosted };
        Self { shared: Arc::new(shared), bots: Vec::new(), names: Arc::default(), added: Vec::new() }
    }

    /// Learns a bot with what it knows: sources by their names, with their texts. It is not spoken with yet.
    pub fn learn(&self, bot: Bot, sources: &[(String, String)], today: Date) -> Result<Learnt, ServiceError> {
        let reader = Reader::new(&bot)?;
        let blocks = self.shared.learner.learn(&bot, today)?;
        let mut knowledge = None;
        for (name, text) in sources {
            let known = knowledge.get_or_insert_with(|| Knowledge::new(self.shared.learner.model()));
            known.add(name, text)?;
        }
        let names = called::names_of(&bot)?;
        Ok(Learnt { bot, blocks, reader, names, knowledge })
    }

    /// Takes in a bot that is learnt; one that cannot be taken in leaves the others as they were.
    pub fn take(&mut self, learnt: Arc<Learnt>) -> Result<(), ServiceError> {
        if self.learnt(&learnt.bot.id).is_some() {
            return Err(ServiceError::Twice(learnt.bot.id.clone()));
        }
        let names = Arc::get_mut(&mut self.names).expect("only a turn that is being answered shares them");
        names.add(&learnt.bot)?;
        self.bots.push(learnt);
        Ok(())
    }

    /// Learns a bot that knows nothing beside its blocks, and takes it in.
    pub fn add(&mut self, bot: Bot, today: Date) -> Result<(), ServiceError> {
        let learnt = self.learn(bot, &[], today)?;
        self.take(Arc::new(learnt))
    }

    /// The bots' ids.
    pub fn bots(&self) -> impl Iterator<Item = &str> {
        self.bots.iter().map(|learnt| learnt.bot.id.as_str())
    }

    fn words(&self, language: Language) -> &Words {
        match language {
            Language::Korean => &self.shared.korean,
            Language::English => &self.shared.english,
        }
    }

    fn learnt(&self, bot: &str) -> Option<&Learnt> {
        self.all().find(|learnt| learnt.bot.id == bot)
    }

    fn all(&self) -> impl Iterator<Item = &Learnt> {
        self.bots.iter().chain(&self.added).map(Arc::as_ref)
    }
}

/// How a bot is named in [`Reply::asked`].
fn asks_bot(id: &str) -> String {
    format!("bot:{id}")
}

impl Learnt {
    #[must_use]
    pub fn bot(&self) -> &Bot {
        &self.bot
    }

    fn named(&self) -> Named {
        Named { id: self.bot.id.clone(), name: self.bot.name.clone() }
    }
}

/// After so many questions to the assistant come those to bots.
const GENERAL_FIRST: usize = 2;

impl Converse for Services {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply {
        match self.with_added(&world.bots) {
            Some(with) => talk::Talk::new(&with, said, world).reply(),
            None => talk::Talk::new(self, said, world).reply(),
        }
    }

    fn questions(&self, language: Language) -> Vec<Question> {
        let mut questions = self.shared.assistant.questions(language);
        let bots = self.all().map(|learnt| &learnt.bot).filter(|bot| bot.language == language);
        let of_bots = bots.map(|bot| Question {
            asks: asks_bot(&bot.id),
            say: self.words(language).reply("question", Level::default(), &[("bot", &bot.name)]),
        });
        let general = GENERAL_FIRST.min(questions.len());
        let rest = questions.split_off(general);
        questions.extend(of_bots);
        questions.extend(rest);
        questions
    }

    fn names(&self, language: Language, added: &[String]) -> Vec<String> {
        let with = self.with_added(added);
        let all = with.as_ref().unwrap_or(self).all();
        let bots: Vec<&Bot> = all.map(|learnt| &learnt.bot).filter(|bot| bot.language == language).collect();
        // Whatever else is said to a bot, its name comes first.
        let called = bots.iter().flat_map(|bot| [&bot.name].into_iter().chain(&bot.called));
        let entries = bots.iter().flat_map(|bot| &bot.entities).flat_map(|entity| &entity.entries);
        let of_bots = called.chain(entries.map(|(entry, _)| entry)).cloned();
        let assistant = self.shared.assistant.names(language, added);
        assistant.into_iter().chain(of_bots).take(MOST_NAMES).collect()
    }

    fn host(&self, bot: Hosted) -> Result<(), ServiceError> {
        self.take_in(bot)
    }

    fn dismiss(&self, bot: &str) {
        self.shared.hosted.remove(bot);
    }

    fn hosts(&self, bot: &str) -> Option<u32> {
        self.shared.hosted.version(bot)
    }

    fn bench(&self, _: &Bot) -> Option<Self> {
        Some(self.apart(Arc::new(Nobody)))
    }
}
