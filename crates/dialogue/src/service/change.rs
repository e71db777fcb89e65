//! What was done is undone, changed, or asked again with another value.

use domain::Answer;
use serde_json::json;

use super::fill::{Heard, fit};
use super::state::{Ended, Last};
use super::talk::Talk;
use crate::block::Block;

/// The text without what its block is called, as a whole or in one of its words.
pub(super) fn untitled(block: &Block, text: &str) -> String {
    let words = block.title.split_whitespace().filter(|word| word.chars().count() > 1);
    [block.title.as_str()]
        .into_iter()
        .chain(words)
        .fold(text.to_owned(), |text, word| text.replace(word, " "))
}

impl Talk<'_> {
    pub fn change(&mut self) -> Option<Answer> {
        if self.words.is_undo(self.said.text) {
            return Some(self.undo());
        }
        let last = self.state.bots.last.clone()?;
        let learnt = self.services.learnt(&last.task.bot)?;
        let block = learnt.bot.block(&last.task.block)?;
        let text = self.said.text;
        // "예매 취소해 줘", right after it was done.
        let untitled = untitled(block, text);
        if last.ended == Ended::Done
            && block.undo.is_some()
            && untitled != text
            && self.words.is("cancel", &untitled)
        {
            return Some(self.undo());
        }
        let values = learnt.reader.read(text, &self.world.now);
        let heard = Heard::new(self.words, block, text, &values);
        let fitted = fit(block, &last.task, &heard, text);
        if fitted.is_empty() {
            return None;
        }
        let known = fitted.iter().any(|(name, _)| last.task.given.contains_key(name));
        if heard.corrects && heard.pure {
            self.trace.step("change", json!({ "block": block.id, "how": "correction" }));
            return Some(self.reopen(last.task, learnt, block, fitted, "correction"));
        }
        if last.ended == Ended::LetGo && heard.pure {
            self.trace.step("change", json!({ "block": block.id, "how": "taken up again" }));
            return Some(self.reopen(last.task, learnt, block, fitted, "filled"));
        }
        // "내일은?": what was asked last, with another value.
        let elliptic = self.words.only_with("ellipses", &["fillers"], &heard.rest);
        if elliptic
            && (known || last.ended != Ended::Done || block.parameters.iter().any(|its| !its.required))
        {
            self.trace.step("change", json!({ "block": block.id, "how": "ellipsis" }));
            return Some(self.reopen(last.task, learnt, block, fitted, "ellipsis"));
        }
        None
    }

    /// "방금 거 취소": only what says how, and only the last thing.
    fn undo(&mut self) -> Answer {
        let Some(last) = self.state.bots.last.clone() else { return self.say("nothing_to_undo", &[]) };
        let Some(learnt) = self.services.learnt(&last.task.bot) else {
            return self.say("nothing_to_undo", &[]);
        };
        let Some(block) = learnt.bot.block(&last.task.block).filter(|_| last.ended == Ended::Done) else {
            return self.say("nothing_to_undo", &[]);
        };
        self.level = learnt.bot.level;
        let call = self.request(&last.task, learnt, block);
        let possible = block.undo.is_some()
            && ((!block.fulfil && block.skill.is_none()) || self.services.shared.service.take_back(&call));
        self.trace.step("undo", json!({ "block": block.id, "possible": possible }));
        let Some(response) = block.undo.as_ref().filter(|_| possible) else {
            return self.say("not_undone", &[("task", &block.title)]);
        };
        let bot = &last.task.bot;
        let sets: Vec<&str> = block.sets.iter().map(|opens| opens.name.as_str()).collect();
        self.state.bots.contexts.retain(|open| open.bot != *bot || !sets.contains(&open.name.as_str()));
        self.state.bots.last = Some(Last { ended: Ended::Undone, ..last.clone() });
        let named = super::answer::named(&last.task.given);
        self.respond(&format!("{bot}/{}!undo", block.id), response, &named, learnt.bot.level)
    }
}
