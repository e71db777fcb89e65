//! Bots that partners keep in the store: a draft that is written on, and numbered versions of which one is live.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::{BotId, Language, PartnerId};

/// A partner's bot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerBot {
    pub id: BotId,
    pub partner: PartnerId,
    /// What its file calls it (`bot: flowers`), unique on the install. It never changes.
    pub handle: String,
    /// How it is shown: as its live version says or, before there is one, its draft; none while that has a fault.
    pub face: Option<BotFace>,
    /// The version that answers people.
    pub live: Option<u32>,
    /// People find it in the directory.
    pub listed: bool,
    pub created_at: Timestamp,
}

/// How a bot is shown to people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BotFace {
    pub name: String,
    pub language: Language,
    /// What it does, in a sentence or two.
    pub description: Option<String>,
    /// The address of a picture.
    pub picture: Option<String>,
    pub categories: Vec<String>,
}

/// The texts a bot is made of, as they lie in a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BotSource {
    /// The bot file.
    pub bot: String,
    /// Sentences with their blocks (`.test.yaml`); empty: none.
    pub tests: String,
    /// Dialogues as they should go (`.dialogues.yaml`); empty: none.
    pub dialogues: String,
    /// The files that the bot looks things up in, by their names.
    pub knowledge: BTreeMap<String, String>,
}

impl BotSource {
    /// Bytes of all texts and names.
    pub fn size(&self) -> usize {
        let known: usize = self.knowledge.iter().map(|(name, text)| name.len() + text.len()).sum();
        self.bot.len() + self.tests.len() + self.dialogues.len() + known
    }
}

/// What is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub source: BotSource,
    /// Counts how often it was saved, so that nobody overwrites what they have not seen.
    pub revision: u64,
    /// Why it is no bot yet.
    pub fault: Option<BotFault>,
    pub saved_at: Timestamp,
    /// What whoever saved it was called.
    pub saved_by: String,
}

/// What is wrong with a bot's texts, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BotFault {
    /// The line in its file, the first is 1.
    pub line: Option<u32>,
    /// The way to it, such as `blocks[2].id`; empty when it is the file.
    pub field: String,
    pub reason: String,
}

/// A draft that was deployed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BotVersion {
    pub number: u32,
    pub made_at: Timestamp,
    /// What whoever deployed it was called.
    pub made_by: String,
    /// What is new, in their words.
    pub note: String,
    /// Tests that went as written, and all.
    pub passed: u32,
    pub tested: u32,
}
