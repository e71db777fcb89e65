//! The values in a sentence, for one bot: its own entities, and those that every bot knows.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::ZonedDateTime;

use super::state::Filled;
use super::system;
use crate::block::{Bot, Example};
use crate::entity::{EntityError, FreeText, Lexicon, Match, Pattern, Roles};

/// A value where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    pub role: Option<String>,
    /// In bytes of the sentence.
    pub span: Range<usize>,
    /// 1 when it is written as the bot writes it.
    pub score: f32,
    pub filled: Filled,
}

/// Finds values; made once a bot.
pub struct Reader {
    bot: Bot,
    lexicon: Lexicon,
    patterns: Vec<Pattern>,
    free: Vec<(String, FreeText)>,
    roles: Roles,
    /// The system entities that the bot uses.
    system: BTreeSet<String>,
}

impl Reader {
    pub fn new(bot: &Bot) -> Result<Self, EntityError> {
        let mut lexicon = Lexicon::new();
        let mut patterns = Vec::new();
        for entity in &bot.entities {
            for (entry, synonyms) in &entity.entries {
                for word in synonyms.iter().chain([entry]) {
                    lexicon.add(&entity.name, entry, word)?;
                }
            }
            if let Some(pattern) = &entity.pattern {
                patterns.push(Pattern::new(&entity.name, pattern)?);
            }
        }
        let examples: Vec<&Example> = bot.blocks.iter().flat_map(|block| &block.examples).collect();
        let free = bot
            .entities
            .iter()
            .filter(|entity| entity.free)
            .map(|entity| (entity.name.clone(), FreeText::learn(examples.iter().copied(), &entity.name)))
            .collect();
        let tagged = examples.iter().flat_map(|example| example.tags.iter().map(|tag| tag.name()));
        let wanted =
            bot.blocks.iter().flat_map(|block| block.parameters.iter().map(|its| its.entity.as_str()));
        let system =
            tagged.chain(wanted).filter(|name| name.starts_with("sys.")).map(str::to_owned).collect();
        let roles = Roles::learn(examples.iter().copied());
        Ok(Self { bot: bot.clone(), lexicon, patterns, free, roles, system })
    }

    /// The values from left to right; none overlap.
    pub fn read(&self, text: &str, now: &ZonedDateTime) -> Vec<Value> {
        let mut own = self.lexicon.find(text);
        for pattern in &self.patterns {
            for found in pattern.find(text) {
                // What a pattern describes is longer than a word in it.
                own.retain(|known| !overlap(&known.span, &found.span));
                own.push(found);
            }
        }
        own.sort_by_key(|found| found.span.start);
        self.roles.assign(text, &mut own);
        let mut values: Vec<Value> = own.into_iter().map(value).collect();
        for found in system::find(text, self.bot.language, now, &self.system) {
            let over: Vec<usize> =
                (0..values.len()).filter(|index| overlap(&values[*index].span, &found.span)).collect();
            if over.iter().all(|index| values[*index].span.len() < found.span.len()) {
                over.into_iter().rev().for_each(|index| drop(values.remove(index)));
                values.push(found);
            }
        }
        values.sort_by_key(|value| value.span.start);
        values
    }

    /// The words of a free-text entity, where the sentence is like one of its examples.
    pub fn free(&self, entity: &str, text: &str) -> Option<Value> {
        let (_, free) = self.free.iter().find(|(name, _)| name == entity)?;
        free.find(text).map(value)
    }
}

fn value(found: Match) -> Value {
    let written = found.entry.clone();
    Value {
        role: found.role,
        span: found.span,
        score: found.score,
        filled: Filled {
            entity: found.entity,
            value: found.entry,
            said: written.clone(),
            written,
            words: found.text,
            contract: None,
        }
        .bounded(),
    }
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}
