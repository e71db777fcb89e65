//! Bots speak first: something happened at their service, and people are told.

use std::collections::BTreeMap;

use dialogue::block::Bot;
use domain::{BotEvent, BotTask, Code, EventId, Input, News, Problem, Told, Untold};
use jiff::SignedDuration;
use serde_json::{Map, Value};
use skills::{EventRequest, EventTarget, EventUser};

use super::unknown;
use crate::hub::Core;
use crate::lane::Asker;
use crate::partners::Right;
use crate::problem::told;
use crate::turn::Arrival;
use crate::{Acting, Hub};

/// How long it can be asked what became of it.
const KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);
const MOST_DATA: usize = 200;

impl Hub {
    /// Has a bot tell people that something happened; each of them is told, or it is written down why not.
    pub async fn tell_event(
        &self,
        acting: &Acting,
        bot: &str,
        request: EventRequest,
    ) -> Result<BotTask, Problem> {
        let core = &self.core;
        core.may_with_bot(acting, bot, Right::SEND_EVENTS).await?;
        let events = core.events_of(bot).await?.ok_or_else(|| unknown("bot"))?;
        if !events.contains(&request.event) {
            return Err(unknown("event"));
        }
        let (all, mut failures) = (u32::try_from(request.users.len()).unwrap_or(u32::MAX), Vec::new());
        for user in &request.users {
            if let Err(problem) = core.tell_one(bot, &request, user).await {
                let why = problem.detail.unwrap_or_else(|| problem.code.as_str().to_owned());
                let (kind, key) = (user.target.name().to_owned(), user.id.clone());
                failures.push(Untold { kind, key, why });
            }
        }
        let (id, made_at) = (core.ids.next::<EventId>().to_string(), core.clock.now());
        let task = BotTask { id, bot: bot.to_owned(), made_at, all, failures };
        core.store.keep_bot_task(&task, made_at - KEPT).await.map_err(told)?;
        Ok(task)
    }

    /// What became of it.
    pub async fn bot_task(&self, acting: &Acting, id: &str) -> Result<BotTask, Problem> {
        let task = self.core.store.bot_task(id).await.map_err(told)?.ok_or_else(|| unknown("task"))?;
        let may = self.core.may_with_bot(acting, &task.bot, Right::SEND_EVENTS).await;
        may.map(|()| task).map_err(|_| unknown("task"))
    }
}

impl Core {
    /// What this bot can tell of; none: there is no such bot.
    async fn events_of(&self, bot: &str) -> Result<Option<Vec<String>>, Problem> {
        if let Some(own) = self.own_bot(bot).await? {
            return Ok(Some(own.events));
        }
        let Some(live) = self.live_bot(bot).await? else { return Ok(None) };
        let source = self.source_of(&live.bot, live.version).await?;
        // What is live was read before.
        let events = |bot: Bot| bot.events.into_iter().map(|block| block.id).collect();
        Ok(Bot::parse(&source.bot).ok().map(events))
    }

    async fn tell_one(
        self: &std::sync::Arc<Self>,
        bot: &str,
        request: &EventRequest,
        user: &EventUser,
    ) -> Result<(), Problem> {
        if user.target == EventTarget::AppUserId {
            return Err(Problem::new(Code::BadRequest, "people are known by botUserKey here"));
        }
        let person = self.store.person_of_bot_user(bot, &user.id).await.map_err(told)?;
        let person = person.ok_or_else(|| unknown("nobody of this bot has this key"))?;
        if self.live_bot(bot).await?.is_some() && !self.has_added(person, bot).await? {
            return Err(unknown("the person has removed the bot"));
        }
        let mut params = request.params.clone();
        params.extend(texts(&user.properties));
        let event = BotEvent { name: request.event.clone(), data: texts(&request.data), params };
        let arrival = Arrival {
            conversation: self.assistant_chat(person).await?.id,
            event: self.ids.next(),
            touchpoint: None,
            input: Input::Told(Told { bot: bot.to_owned(), news: News::Event(event) }),
            language: self.person(person).await?.language,
            asker: Asker::default(),
        };
        self.admit(person, arrival).await.map(drop)
    }
}

/// Every value as text; what is deeper is JSON.
fn texts(values: &Map<String, Value>) -> BTreeMap<String, String> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    values.iter().take(MOST_DATA).map(|(name, value)| (name.clone(), text(value))).collect()
}
