//! Whoever stands behind a block is asked, and what they have done becomes an answer.

use std::collections::BTreeMap;

use domain::{Answer, BotEvent, Named as Called};
use serde_json::{Value as Json, json};

use super::answer::named;
use super::fulfil::{Detail, NewContext, OpenContext};
use super::state::{Context, Filled, Given, Task};
use super::talk::Talk;
use super::wording::Named;
use super::{Call, Done, Learnt, Performed};
use crate::block::Block;
use crate::template::Value;

/// A context lives so long when the service does not say, in seconds.
const SECONDS: u32 = 600;

impl Talk<'_> {
    /// What a service is asked for this block with these values.
    pub fn call_for(&self, learnt: &Learnt, block: &Block, given: &Given) -> Call {
        let joined = |values: &Vec<Filled>| {
            values.iter().map(|value| value.value.as_str()).collect::<Vec<_>>().join(", ")
        };
        let bot = &learnt.bot;
        Call {
            bot: learnt.named(),
            block: Called { id: block.id.clone(), name: block.title.clone() },
            skill: block.skill.as_ref().map(|its| its.name.clone()),
            values: given.iter().map(|(name, values)| (name.clone(), joined(values))).collect(),
            details: given
                .iter()
                .filter_map(|(name, values)| Some((name.clone(), detail(values)?)))
                .collect(),
            said: self.said.text.to_owned(),
            language: self.language,
            now: self.world.now.clone(),
            contexts: self.contexts_of(&bot.id),
            pressed: self.world.pressed.clone().filter(|pressed| pressed.bot.as_ref() == Some(&bot.id)),
            event: None,
            before: self.state.bots.before.clone().filter(|before| before.bot == bot.id).map(|before| {
                Called {
                    name: bot
                        .block(&before.block)
                        .map_or_else(|| before.block.clone(), |block| block.title.clone()),
                    id: before.block,
                }
            }),
            filling: false,
            may_wait: block.skill.as_ref().is_some_and(|its| its.waiting.is_some()),
            asker: self.world.asker,
        }
    }

    pub fn request(&self, task: &Task, learnt: &Learnt, block: &Block) -> Call {
        self.call_for(learnt, block, &task.given)
    }

    fn contexts_of(&self, bot: &str) -> Vec<OpenContext> {
        let now = self.world.now.timestamp().as_second();
        let open = self.state.bots.contexts.iter().filter(|context| context.bot == bot);
        let open = open.map(|context| OpenContext {
            name: context.name.clone(),
            turns: context.turns,
            seconds: context.until.saturating_sub(now),
            values: context.values.clone(),
        });
        open.collect()
    }

    /// Does what the block is for; none: it could not be done.
    pub fn served(&mut self, learnt: &Learnt, block: &Block, given: &Given) -> Option<Answer> {
        let performed = match block.fulfil || block.skill.is_some() {
            true => self.services.shared.service.perform(&self.call_for(learnt, block, given)),
            false => Performed::with(BTreeMap::new()),
        };
        self.answered(learnt, block, given, performed, &BotEvent::default())
    }

    /// What the bot answers when this was done.
    pub fn answered(
        &mut self,
        learnt: &Learnt,
        block: &Block,
        given: &Given,
        performed: Performed,
        event: &BotEvent,
    ) -> Option<Answer> {
        let (done, later) = match performed {
            Performed::Done(done) => (*done, false),
            Performed::Later(done) => (*done, true),
            Performed::Failed(report) => {
                self.trace.step("service", json!({ "outcome": "failed", "call": read(report.as_deref()) }));
                return None;
            }
        };
        let Done { answer, values, contexts, report } = done;
        if let Some(report) = report {
            self.trace.step("service", json!({ "outcome": "done", "call": read(Some(&report)) }));
        }
        contexts.into_iter().for_each(|context| self.set_context(&learnt.bot.id, context));
        let mut named = named(given);
        named.extend(
            event.data.iter().map(|(name, value)| (format!("event.{name}"), Value::Text(value.clone()))),
        );
        for (name, value) in values {
            named.insert(format!("webhook.{name}"), Value::Text(value.clone()));
            named.insert(name, Value::Text(value));
        }
        self.state.bots.before =
            Some(super::state::Before { bot: learnt.bot.id.clone(), block: block.id.clone() });
        let mut answer = match answer.filter(|_| !later) {
            Some(answer) => answer,
            None => self.in_own_words(learnt, block, &named, later),
        };
        answer.bot = Some(learnt.named());
        Some(answer)
    }

    fn in_own_words(&mut self, learnt: &Learnt, block: &Block, named: &Named, later: bool) -> Answer {
        let waiting = block.skill.as_ref().and_then(|its| its.waiting.as_ref()).filter(|_| later);
        if let Some(waiting) = waiting {
            let (written, speech) = self.fill(waiting, named, learnt.bot.level);
            return Answer { speech, ..Answer::text(written) };
        }
        if let Some(response) = &block.response {
            return self.respond(
                &format!("{}/{}", learnt.bot.id, block.id),
                response,
                named,
                learnt.bot.level,
            );
        }
        let key = if block.parameters.is_empty() { "understood" } else { "done" };
        self.say(key, &[("task", &block.title)])
    }

    /// What the bot says when whoever stands behind it does not answer.
    pub fn failed(&mut self, learnt: &Learnt, title: &str) -> Answer {
        self.account.failed(&learnt.bot.id);
        match &learnt.bot.error {
            Some(response) => {
                let id = format!("{}!error", learnt.bot.id);
                let answer = self.respond(&id, response, &Named::new(), learnt.bot.level);
                Answer { bot: Some(learnt.named()), ..answer }
            }
            None => self.say("failed", &[("task", title)]),
        }
    }

    fn set_context(&mut self, bot: &str, new: NewContext) {
        self.trace.step("context", json!({ "opens": new.name, "turns": new.turns }));
        if new.turns == 0 {
            return self.state.bots.close(bot, &new.name);
        }
        let seconds = new.seconds.unwrap_or(SECONDS);
        self.state.bots.open(Context {
            bot: bot.to_owned(),
            name: new.name,
            // This turn counts as well.
            turns: new.turns.saturating_add(1),
            until: self.world.now.timestamp().as_second().saturating_add(i64::from(seconds)),
            values: new.values,
        });
    }
}

/// The words and the value; several are one list.
fn detail(values: &[Filled]) -> Option<Detail> {
    let all = |part: fn(&Filled) -> &str| values.iter().map(part).collect::<Vec<_>>().join(", ");
    let [first, more @ ..] = values else { return None };
    Some(Detail {
        origin: all(|value| &value.words),
        value: all(|value| &value.value),
        entity: first.entity.clone(),
        contract: first.contract.clone().filter(|_| more.is_empty()),
    })
}

fn read(report: Option<&str>) -> Json {
    report.and_then(|report| serde_json::from_str(report).ok()).unwrap_or_default()
}
