//! What a turn comes to for those who wrote the bots, noted while it is decided.

use std::sync::Arc;

use super::Learnt;
use crate::block::Found;
use crate::{Handled, Unanswered};

/// Grows while a turn is decided.
#[derive(Debug, Default)]
pub(super) struct Account {
    /// The bot that did something without a block.
    bot: Option<String>,
    failed: bool,
    unanswered: Option<Unanswered>,
    /// The likeliest block of each bot that was asked about.
    nearest: Vec<(String, String, f32)>,
}

impl Account {
    pub fn concerns(&mut self, bot: &str) {
        self.bot = Some(bot.to_owned());
    }

    /// Whoever stands behind the bot does not answer.
    pub fn failed(&mut self, bot: &str) {
        self.failed = true;
        self.concerns(bot);
    }

    pub fn judged(&mut self, bot: &str, found: &Found) {
        if let Some(likeliest) = found.candidates.first() {
            self.nearest.push((bot.to_owned(), likeliest.block.clone(), likeliest.confidence));
        }
    }

    /// Nothing of the bot is meant by the sentence.
    pub fn unanswered(&mut self, learnt: &Learnt, sentence: &str) {
        let bot = &learnt.bot;
        let nearest = self.nearest.iter().rfind(|(its, ..)| *its == bot.id);
        self.unanswered = Some(Unanswered {
            sentence: bot.keeps_questions.then(|| sentence.to_owned()),
            nearest: nearest.map(|(_, block, confidence)| (block.clone(), *confidence)),
        });
        self.concerns(&bot.id);
    }

    /// `bot` and `block` are those that the turn has ended in, `own` the bots of the install.
    pub fn handled(self, bot: Option<&str>, block: Option<&str>, own: &[Arc<Learnt>]) -> Option<Handled> {
        let Self { bot: noted, failed, unanswered, .. } = self;
        let decided = failed || unanswered.is_some() || bot.is_none();
        let owner = noted.as_deref().filter(|_| decided).or(bot)?;
        let block = block.filter(|_| unanswered.is_none() && bot == Some(owner)).map(str::to_owned);
        let added = !own.iter().any(|learnt| learnt.bot.id == owner);
        Some(Handled { bot: owner.to_owned(), added, block, failed, unanswered })
    }
}
