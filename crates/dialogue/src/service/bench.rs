//! A bot on the bench: checked, tested and tried by itself, before it answers anybody.

use std::sync::Arc;

use domain::{BotFace, BotFault, BotSource, Language};
use jiff::ZonedDateTime;
use jiff::civil::Date;

use super::rehearsal::{self, Played, Rehearsal};
use super::state::State;
use super::{Learnt, ServiceError, Services};
use crate::block::evaluation::Case;
use crate::block::sentences::{self, Entry};
use crate::block::{Bot, BotError};
use crate::knowledge::Knowledge;
use crate::{Converse, Reply, Said, World};

/// Sentences, and turns of dialogues, that are played at a time; a bot with more is told to have fewer.
const MOST_LINES: usize = 2000;

/// What a bot's texts say, once all of them are well-formed.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    pub bot: Bot,
    /// What it looks things up in: sources by their names, with their texts.
    pub sources: Vec<(String, String)>,
    pub sentences: Vec<Entry>,
    pub dialogues: Vec<Rehearsal>,
}

/// Reads a bot's texts, or tells what is wrong with them.
pub fn check(source: &BotSource) -> Result<Judged, BotFault> {
    let bot = Bot::parse(&source.bot)?;
    let mut sources = Vec::new();
    for name in &bot.knowledge {
        let field = format!("knowledge.{name}");
        let text = source.knowledge.get(name).ok_or_else(|| fault(&field, "there is no such file"))?;
        // Without a model nothing is embedded: this only reads.
        Knowledge::new(None).add(name, text).map_err(|error| fault(&field, &error.to_string()))?;
        sources.push((name.clone(), text.clone()));
    }
    let sentences = sentences::read(&source.tests).map_err(|error| fault("tests", &error))?;
    let dialogues = match source.dialogues.trim() {
        "" => Vec::new(),
        text => rehearsal::read(text).map_err(|error| fault("dialogues", &error))?,
    };
    let said: usize = sentences.iter().map(|entry| entry.say.len()).sum();
    let turns: usize = dialogues.iter().map(|dialogue| dialogue.turns.len()).sum();
    for (field, count) in [("tests", said), ("dialogues", turns)] {
        if count > MOST_LINES {
            return Err(fault(field, &format!("there are {count} lines; at most {MOST_LINES} may be")));
        }
    }
    Ok(Judged { bot, sources, sentences, dialogues })
}

fn fault(field: &str, reason: &str) -> BotFault {
    BotFault { line: None, field: field.to_owned(), reason: reason.to_owned() }
}

impl From<BotError> for BotFault {
    fn from(BotError { line, field, reason }: BotError) -> Self {
        let field = if field == "." { String::new() } else { field };
        Self { line: line.and_then(|line| u32::try_from(line).ok()), field, reason }
    }
}

impl From<&Bot> for BotFace {
    fn from(bot: &Bot) -> Self {
        Self {
            name: bot.name.clone(),
            language: bot.language,
            description: bot.description.clone(),
            picture: bot.picture.clone(),
            categories: bot.categories.clone(),
        }
    }
}

/// A bot that is learnt and answers nobody yet.
pub struct Bench {
    services: Services,
    learnt: Arc<Learnt>,
}

impl Bench {
    /// Learns the bot beside an assistant that has no others.
    pub fn new(
        mut services: Services,
        bot: Bot,
        sources: &[(String, String)],
        today: Date,
    ) -> Result<Self, ServiceError> {
        let learnt = Arc::new(services.learn(bot, sources, today)?);
        services.take(learnt.clone())?;
        Ok(Self { services, learnt })
    }

    #[must_use]
    pub fn language(&self) -> Language {
        self.learnt.bot.language
    }

    /// Which blocks these sentences find.
    pub fn sentences(&self, entries: &[Entry], today: Date) -> Result<Vec<Case>, String> {
        sentences::judge(&self.services.shared.learner, &self.learnt.blocks, entries, today)
    }

    /// How a dialogue goes.
    pub fn play(&self, dialogue: &Rehearsal, now: &ZonedDateTime) -> Result<Vec<Played>, String> {
        rehearsal::play(&self.services, dialogue, self.language(), now)
    }

    /// What would be answered.
    #[must_use]
    pub fn reply(&self, said: &Said<'_>, world: &World) -> Reply {
        self.services.reply(said, world)
    }

    /// The state of a conversation with somebody who has just come in by the bot's name.
    #[must_use]
    pub fn inside(&self) -> String {
        let mut state = State::default();
        state.bots.inside = Some(self.learnt.bot.id.clone());
        state.write()
    }
}
