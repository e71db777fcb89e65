//! All of a bot's own entities together: names, expressions, free texts, and their roles.

use super::{EntityError, FreeText, Lexicon, Match, Pattern, Roles, best};
use crate::block::Bot;

/// What is left between known words counts less than words that are known.
const FREE_WEIGHT: f32 = 0.2;

/// A bot's entities; made once, names may be added and taken away later.
pub struct Matcher {
    pub lexicon: Lexicon,
    patterns: Vec<Pattern>,
    free: Vec<FreeText>,
    roles: Roles,
}

impl Matcher {
    pub fn new(bot: &Bot) -> Result<Self, EntityError> {
        let examples = || bot.blocks.iter().flat_map(|block| &block.examples);
        let (mut lexicon, mut patterns, mut free) = (Lexicon::new(), Vec::new(), Vec::new());
        for entity in &bot.entities {
            for (entry, synonyms) in &entity.entries {
                for word in [entry].into_iter().chain(synonyms) {
                    lexicon.add(&entity.name, entry, word)?;
                }
            }
            if let Some(expression) = &entity.pattern {
                patterns.push(Pattern::new(&entity.name, expression)?);
            }
            if entity.free {
                free.push(FreeText::learn(examples(), &entity.name));
            }
        }
        Ok(Self { lexicon, patterns, free, roles: Roles::learn(examples()) })
    }

    /// The entities in a sentence, from left to right; none overlap. What an expression describes comes before names,
    /// and both before free texts.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Match> {
        let mut found: Vec<Match> = self.patterns.iter().flat_map(|pattern| pattern.find(text)).collect();
        let described = found.len();
        found.extend(self.lexicon.find(text));
        let known = found.len();
        found.extend(self.free.iter().filter_map(|free| free.find(text)));
        let weigh = |(place, found): (usize, Match)| {
            let kind = match place {
                place if place < described => 2.0,
                place if place < known => 1.0,
                _ => FREE_WEIGHT,
            };
            (kind * found.span.len() as f32 * found.score, found.span.clone(), found)
        };
        let mut found = best(found.into_iter().enumerate().map(weigh).collect());
        self.roles.assign(text, &mut found);
        found
    }
}
