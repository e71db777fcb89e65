//! Something was pressed in an answer of a bot: it belongs to that bot, whatever else the words might mean.

use domain::Answer;
use serde_json::json;

use super::Learnt;
use super::talk::Talk;
use crate::block::Block;

impl<'a> Talk<'a> {
    /// A button that goes on with a block. A block that is there no more is as good as its words.
    pub fn press(&mut self) -> Option<Answer> {
        let pressed = self.world.pressed.as_ref()?;
        let learnt = self.services.learnt(pressed.bot.as_ref()?)?;
        let id = pressed.block.as_ref()?;
        self.level = learnt.bot.level;
        self.trace.step("pressed", json!({ "bot": learnt.bot.id, "block": id }));
        self.account.concerns(&learnt.bot.id);
        let spoken =
            [&learnt.bot.welcome, &learnt.bot.fallback].into_iter().flatten().chain(&learnt.bot.events);
        if let Some(block) = spoken.into_iter().find(|block| block.id == *id) {
            return Some(self.spoken(learnt, block));
        }
        let block = learnt.bot.block(id)?;
        // What is written on a button is no sentence: nothing is read from it.
        Some(self.begin_with(learnt, block, &[], self.said.text))
    }

    /// Words that a button of a bot says are for that bot first.
    pub fn press_words(&mut self) -> Option<Answer> {
        let learnt = self.pressed_in()?;
        self.trace.step("pressed", json!({ "bot": learnt.bot.id }));
        self.account.concerns(&learnt.bot.id);
        let answer = self.say_to(learnt, self.said.text).or_else(|| self.known_to(learnt, self.said.text));
        answer.or_else(|| Some(self.spoken(learnt, takes_everything(learnt)?)))
    }

    /// The bot in whose answer something was pressed.
    pub fn pressed_in(&self) -> Option<&'a Learnt> {
        let pressed = self.world.pressed.as_ref()?;
        self.services.learnt(pressed.bot.as_ref()?)
    }
}

/// A bot whose skill answers whatever no block is meant by: what is said to it is for nobody else.
pub(super) fn takes_everything(learnt: &Learnt) -> Option<&Block> {
    learnt.bot.fallback.as_ref().filter(|block| block.skill.is_some())
}
