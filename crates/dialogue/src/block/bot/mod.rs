//! Bot files: readable YAML, kept in Git by the people who own the service.
//!
//! ```yaml
//! bot: flowers
//! name: 꽃집
//! entities:
//!   flower:
//!     장미: [로즈, 빨간 장미]
//! blocks:
//!   - id: order
//!     examples: |
//!       - [장미](flower) [열 송이](sys.number) 주문할게요
//!       - 꽃 주문하고 싶어요
//!     parameters:
//!       - {name: flower, entity: flower, prompts: [어떤 꽃으로 할까요?]}
//!     confirm: "{{ flower|을 }} 주문할까요?"
//!     response: "{{ flower|을 }} 주문했어요."
//! ```
//!
//! A bot with `examples` alone understands; with `response` it answers as well. `data/bots/restaurant.yaml` shows every
//! part. Whoever writes such a file is told the line and the field of a mistake. `file.rs` is the written form,
//! `reader.rs` checks what a bot understands, `talk.rs` what it says.

use domain::Language;

use crate::template::Level;

mod example;
mod file;
mod opening;
mod reader;
mod shown;
mod skill;
mod talk;

pub use example::{Example, Tag};
pub use opening::{Hours, Opening};
pub use skill::{Skill, SkillUse};

/// A service that understands, and answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Bot {
    pub id: String,
    /// What it calls itself.
    pub name: String,
    /// What else people call it.
    pub called: Vec<String>,
    /// What it does for people, in a sentence or two; shown in the directory.
    pub description: Option<String>,
    /// The address of a picture of it.
    pub picture: Option<String>,
    /// Under which people look for it: 음식점, 배달.
    pub categories: Vec<String>,
    pub language: Language,
    /// How polite its wordings are, where they can be said in several ways.
    pub level: Level,
    pub entities: Vec<Entity>,
    /// The partner's servers.
    pub skills: Vec<Skill>,
    pub blocks: Vec<Block>,
    /// What it says first, by the names of what happened.
    pub events: Vec<Block>,
    /// For whoever comes in by its name alone.
    pub welcome: Option<Block>,
    /// When nothing of the bot is meant, for somebody who talks with it.
    pub fallback: Option<Block>,
    /// Said when the service behind a block does not answer.
    pub error: Option<Response>,
    /// Said when somebody leaves.
    pub exit: Option<Response>,
    /// Sentences that leave, besides those that everybody uses.
    pub exit_words: Vec<String>,
    /// Files that it looks things up in, beside its own: question-and-answer files and documents.
    pub knowledge: Vec<String>,
    /// When and for how many it is open, for [`crate::service::Opening`] to judge.
    pub opening: Option<Opening>,
    /// Sentences that find no answer are kept for whoever wrote it.
    pub keeps_questions: bool,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entity {
    pub name: String,
    /// Each entry with its synonyms.
    pub entries: Vec<(String, Vec<String>)>,
    /// A regular expression that its words match.
    pub pattern: Option<String>,
    /// Its words are any that stand between the known ones.
    pub free: bool,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    pub id: String,
    /// What it is to people: 예약.
    pub title: String,
    pub examples: Vec<Example>,
    pub parameters: Vec<Parameter>,
    /// Asked before it is done: a wording, or an empty one for the usual. None: it is done at once.
    pub confirm: Option<String>,
    pub response: Option<Response>,
    /// Said when it is taken back; none: it cannot be.
    pub undo: Option<Response>,
    /// The contexts without which it is out of reach.
    pub needs: Vec<String>,
    /// The contexts that it opens.
    pub sets: Vec<Opens>,
    /// The block that follows at once.
    pub next: Option<String>,
    /// The service in this process decides and does it.
    pub fulfil: bool,
    /// The partner's server does.
    pub skill: Option<SkillUse>,
}

/// Something a block must know.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    pub name: String,
    /// What it is to people: 인원.
    pub label: String,
    pub entity: String,
    pub role: Option<String>,
    pub required: bool,
    /// Asked one after the other, the last one again.
    pub prompts: Vec<String>,
    /// Asked so often, then let go.
    pub most_tries: u8,
    /// Offered, and taken by number or name.
    pub choices: Vec<String>,
    /// Numbers outside are refused.
    pub least: Option<i64>,
    pub most: Option<i64>,
    /// Said when a value is refused.
    pub refused: Option<String>,
    /// The service is asked whether a value will do.
    pub ask_service: bool,
    /// The skill that is asked the same.
    pub ask_skill: Option<String>,
    /// Several values may be given.
    pub many: bool,
    /// Kept for the next time.
    pub remember: Option<Remember>,
    pub default: Option<String>,
}

/// Who may see what is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remember {
    /// This bot alone.
    Own,
    /// Every bot that remembers something by this name.
    Shared(String),
}

/// What is said: one of several wordings, one after the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Response {
    pub sayings: Vec<Saying>,
    pub quick_replies: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Saying {
    pub text: String,
    /// Said aloud instead of the text.
    pub speech: Option<String>,
}

/// A context, and how long it lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opens {
    pub name: String,
    pub turns: u8,
    pub seconds: u32,
}

/// What is wrong with a bot file, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{}{reason}", line.map(|line| format!("line {line}: ")).unwrap_or_default(), shown(field))]
pub struct BotError {
    pub line: Option<usize>,
    /// The way to it, such as `blocks[2].id`; empty when it is the file.
    pub field: String,
    pub reason: String,
}

fn shown(field: &str) -> String {
    if field.is_empty() || field == "." { String::new() } else { format!("{field}: ") }
}

impl Bot {
    pub fn parse(text: &str) -> Result<Self, BotError> {
        reader::read(text)
    }

    #[must_use]
    pub fn block(&self, id: &str) -> Option<&Block> {
        self.blocks.iter().find(|block| block.id == id)
    }

    /// The block of this id, whatever leads to it.
    #[must_use]
    pub fn any_block(&self, id: &str) -> Option<&Block> {
        let unasked = [&self.welcome, &self.fallback].into_iter().flatten().chain(&self.events);
        self.block(id).or_else(|| unasked.into_iter().find(|block| block.id == id))
    }

    /// What is said when this has happened.
    #[must_use]
    pub fn event(&self, name: &str) -> Option<&Block> {
        self.events.iter().find(|block| block.id == name)
    }

    #[must_use]
    pub fn skill(&self, name: &str) -> Option<&Skill> {
        self.skills.iter().find(|skill| skill.name == name)
    }

    #[must_use]
    pub fn entity(&self, name: &str) -> Option<&Entity> {
        self.entities.iter().find(|entity| entity.name == name)
    }
}
