//! A bot speaks without being asked: something happened at its service, or an answer comes that was waited for.

use domain::{Answer, BotEvent, News, Told};
use serde_json::json;

use super::Learnt;
use super::state::Given;
use super::talk::Talk;
use crate::block::Block;

impl<'a> Talk<'a> {
    /// What a bot has to tell. A bot or a block that is there no more tells nothing.
    pub fn told(&mut self) -> Option<Answer> {
        let Told { bot, news } = self.world.told.as_ref()?;
        let Some(learnt) = self.services.learnt(bot) else { return Some(Answer::default()) };
        self.level = learnt.bot.level;
        self.trace.set("bot", bot.clone());
        Some(match news {
            News::Event(event) => self.happened(learnt, event),
            News::Answer { block, body } => self.late(learnt, block, body),
        })
    }

    fn happened(&mut self, learnt: &'a Learnt, event: &BotEvent) -> Answer {
        self.trace.step("event", json!({ "name": event.name }));
        let Some(block) = learnt.bot.event(&event.name) else { return Answer::default() };
        let mut call = self.call_for(learnt, block, &Given::new());
        call.event = Some(event.clone());
        let performed = match &block.skill {
            Some(_) => self.services.shared.service.perform(&call),
            None => super::Performed::with(Default::default()),
        };
        let answer = self.answered(learnt, block, &Given::new(), performed, event);
        // Nobody has asked: a service that does not answer has nothing to tell.
        answer.map_or_else(Answer::default, |answer| self.settled(learnt, block, answer))
    }

    fn late(&mut self, learnt: &'a Learnt, id: &str, body: &str) -> Answer {
        self.trace.step("late", json!({ "block": id }));
        let Some(block) = learnt.bot.any_block(id) else { return Answer::default() };
        let call = self.call_for(learnt, block, &Given::new());
        let performed = self.services.shared.service.late(&call, body);
        let answer = self.answered(learnt, block, &Given::new(), performed, &BotEvent::default());
        answer.unwrap_or_else(|| self.failed(learnt, &block.title))
    }

    /// The welcome, the fallback and what else a bot says without values.
    pub fn spoken(&mut self, learnt: &Learnt, block: &Block) -> Answer {
        match self.served(learnt, block, &Given::new()) {
            Some(answer) => self.settled(learnt, block, answer),
            None => self.failed(learnt, &learnt.bot.name),
        }
    }

    fn settled(&mut self, learnt: &Learnt, block: &Block, answer: Answer) -> Answer {
        self.open_contexts(&learnt.bot.id, block);
        answer
    }
}
