//! One turn: the moves in their order, and what remains of it.

use domain::{Answer, Bubble, Language, Liking, Named};
use serde_json::json;

use super::account::Account;
use super::state::{Sessions, State, Task};
use super::trace::Trace;
use super::words::Words;
use super::{Learnt, Services};
use crate::block::Block;
use crate::memory::Last as LastSaid;
use crate::memory::Memory;
use crate::template::Level;
use crate::{Action, Reply, Said, World};

/// A turn while it is decided.
pub(super) struct Talk<'a> {
    pub services: &'a Services,
    pub said: &'a Said<'a>,
    pub world: &'a World,
    pub language: Language,
    pub words: &'a Words,
    /// How politely the bot speaks that is talked with.
    pub level: Level,
    pub state: State,
    pub trace: Trace,
    pub actions: Vec<Action>,
    /// What is remembered of the person, this turn included.
    pub likings: Vec<Liking>,
    /// What was asked of the assistant.
    pub asked: Option<String>,
    /// Nobody knew an answer.
    pub declined: bool,
    /// For the people of the bots.
    pub account: Account,
}

impl<'a> Talk<'a> {
    pub fn new(services: &'a Services, said: &'a Said<'a>, world: &'a World) -> Self {
        let mut state = State::read(said.state);
        state.bots.age(world.now.timestamp());
        // A bot may have changed since.
        let still = |task: &mut Task| {
            let block = services.learnt(&task.bot).and_then(|learnt| learnt.bot.block(&task.block));
            block.is_some_and(|block| task.follow(block))
        };
        state.bots.tasks.retain_mut(still);
        state.bots.last = state.bots.last.take().filter(|last| still(&mut last.task.clone()));
        state.bots.inside = state.bots.inside.take().filter(|bot| services.learnt(bot).is_some());
        let language = Language::of(said.text).unwrap_or(said.language);
        let words = services.words(language);
        let mut trace = Trace::default();
        trace.set("text", said.text);
        trace.set("language", language.code());
        let likings = world.preferences.iter().map(|preference| preference.what.clone()).collect();
        let (actions, asked, declined, level) = (Vec::new(), None, false, Level::default());
        let mut talk = Self {
            services,
            said,
            world,
            language,
            words,
            level,
            state,
            trace,
            actions,
            likings,
            asked,
            declined,
            account: Account::default(),
        };
        let open = talk.state.bots.tasks.last().map(|task| &task.bot);
        let bot = open.or(talk.state.bots.inside.as_ref()).and_then(|bot| services.learnt(bot));
        talk.level = bot.map_or(level, |learnt| learnt.bot.level);
        talk
    }

    pub fn reply(mut self) -> Reply {
        let answer = self.moves();
        self.finish(answer)
    }

    /// The first move that knows an answer.
    fn moves(&mut self) -> Answer {
        if let Some(answer) = self.told() {
            return answer;
        }
        if let Some(answer) = self.photo() {
            return self.and_resume(answer);
        }
        if let Some(answer) = self.press() {
            return answer;
        }
        // A question of the assistant is nearer than a task that it interrupts.
        let asked = self.state.assistant.question.is_some();
        if let Some(answer) = asked.then(|| self.assistant(&[])).flatten() {
            return self.and_resume(answer);
        }
        let moves: [fn(&mut Self) -> Option<Answer>; 12] = [
            Self::which,
            Self::memory_moves,
            Self::call,
            Self::go_on,
            Self::leave,
            Self::change,
            Self::press_words,
            Self::several,
            Self::inside,
            Self::assistant_first,
            Self::blocks,
            Self::assistant_with_examples,
        ];
        for next in moves {
            if let Some(answer) = next(self) {
                return answer;
            }
        }
        self.nothing()
    }

    /// A photo is looked at before anything else: no bot takes photos yet.
    fn photo(&mut self) -> Option<Answer> {
        self.world.sight.sent()?;
        let reply = self.services.shared.assistant.about_photo(self.said, self.world)?;
        self.language = reply.language;
        self.trace.step("photo", json!({}));
        self.trace.adopt(&reply.trace);
        self.take(&reply);
        self.actions.extend(reply.actions);
        self.asked = reply.asked;
        Some(reply.answer)
    }

    /// A bot that recommends knows better than a list of examples does.
    fn assistant_first(&mut self) -> Option<Answer> {
        let shelves = self.world.shelves.clone();
        let only_examples = || shelves.shelves().iter().all(|shelf| shelf.example);
        self.assistant_unless(|intent| intent.starts_with("recommend.") && only_examples())
    }

    fn assistant_with_examples(&mut self) -> Option<Answer> {
        self.assistant(&[])
    }

    /// The assistant's own abilities, but for these.
    pub fn assistant(&mut self, without: &[&str]) -> Option<Answer> {
        self.assistant_unless(|intent| without.contains(&intent))
    }

    fn assistant_unless(&mut self, not: impl Fn(&str) -> bool) -> Option<Answer> {
        let reply = self.services.shared.assistant.attempt(self.said, self.world)?;
        let trace: serde_json::Value = serde_json::from_str(&reply.trace).unwrap_or_default();
        let intent = trace["intent"].as_str().unwrap_or_default();
        if not(intent) {
            return None;
        }
        self.trace.step("assistant", json!({ "intent": intent }));
        self.trace.adopt(&reply.trace);
        self.take(&reply);
        self.actions.extend(reply.actions);
        self.asked = reply.asked;
        Some(reply.answer)
    }

    /// What the assistant remembers of its reply is ours to keep.
    pub fn take(&mut self, reply: &Reply) {
        self.state.assistant = Memory::read(reply.state.as_deref());
        // "아니 네 시로" is said of what was set last.
        if self.state.assistant.set.is_some() {
            self.state.bots.last = None;
        }
    }

    /// Nobody understood: the bot that is talked with says so, or the assistant.
    fn nothing(&mut self) -> Answer {
        let inside = self.state.bots.inside.clone().and_then(|bot| self.services.learnt(&bot));
        let inside = self.pressed_in().or(inside);
        if let Some(answer) = self.known(inside, self.said.text) {
            return answer;
        }
        self.declined = true;
        if let Some(learnt) = inside {
            self.trace.step("fallback", json!({ "bot": learnt.bot.id }));
            self.account.unanswered(learnt, self.said.text);
            return self.fallback_of(learnt);
        }
        self.trace.step("fallback", json!({ "bot": null }));
        let reply = self.services.shared.assistant.declined(self.said, self.world);
        self.trace.adopt(&reply.trace);
        self.take(&reply);
        reply.answer
    }

    fn finish(mut self, mut answer: Answer) -> Reply {
        answer.bot = answer.bot.or_else(|| self.speaker());
        let text = answer.bubbles.iter().find_map(|bubble| match bubble {
            Bubble::Text { text } => Some(text.clone()),
            _ => None,
        });
        let text = text.unwrap_or_else(|| answer.speech.clone());
        self.state.assistant.last = Some(LastSaid { text, speech: answer.speech.clone() });
        let waiting: Vec<_> =
            self.state.bots.tasks.iter().map(|task| format!("{}/{}", task.bot, task.block)).collect();
        if !waiting.is_empty() {
            self.trace.set("waiting", waiting);
        }
        // What the assistant has answered concerns no bot.
        let bot = self.trace.get("bot").filter(|_| self.asked.is_none()).and_then(|bot| bot.as_str());
        let block = self.trace.get("block").and_then(|block| block.as_str());
        let handled = std::mem::take(&mut self.account).handled(bot, block, &self.services.bots);
        Reply {
            answer,
            language: self.language,
            understood: !self.declined,
            asked: self.asked.clone().or_else(|| self.asked_bot()).filter(|_| !self.declined),
            actions: self.actions,
            state: Some(self.state.write()),
            trace: self.trace.write(),
            handled,
        }
    }

    /// Whose words an answer is that says nothing of it: those of the bot that asks or tells something, unless the assistant has
    /// answered.
    fn speaker(&self) -> Option<Named> {
        let bot = self.trace.get("bot").filter(|_| self.asked.is_none() && !self.declined)?;
        self.services.learnt(bot.as_str()?).map(Learnt::named)
    }

    /// The bot that has answered: it does something, did something, or is talked with.
    fn asked_bot(&self) -> Option<String> {
        let Sessions { tasks, last, inside, .. } = &self.state.bots;
        let task = tasks.last().or(last.as_ref().map(|last| &last.task)).map(|task| &task.bot);
        task.or(inside.as_ref()).map(|bot| super::asks_bot(bot))
    }

    /// The task that is gone on with, and what it belongs to.
    pub fn open(&self) -> Option<(Task, &'a Learnt, &'a Block)> {
        let task = self.state.bots.tasks.last()?.clone();
        let learnt = self.services.learnt(&task.bot)?;
        let block = learnt.bot.block(&task.block)?;
        Some((task, learnt, block))
    }
}
