//! Stands behind one bot: a block or a value that has a skill is handed to it.

use std::collections::HashMap;
use std::sync::Arc;

use dialogue::block::Bot;
use dialogue::service::{Call, Checked, Done, Fulfil, Nobody, Performed};
use domain::PersonId;
use skills::{Called, Moment, Skill, SkillResponse, ValidationStatus};

use super::calls::{Asked, Report};
use super::later::Promise;
use super::payload::{Who, payload, validation};
use super::{SkillDesk, Whose, outcome};

pub struct Behind {
    desk: Arc<SkillDesk>,
    bot: String,
    whose: Whose,
    skills: HashMap<String, Skill>,
    own: Arc<dyn Fulfil>,
}

impl Behind {
    pub fn new(desk: Arc<SkillDesk>, bot: &Bot, whose: Whose, own: Option<Arc<dyn Fulfil>>) -> Self {
        let skill = |its: &dialogue::block::Skill| {
            let timeout = its.timeout.unwrap_or(desk.settings.timeout).min(desk.settings.timeout);
            let mut skill = Skill::new(format!("{}/{}", bot.id, its.name), &its.url)?;
            skill = skill.of_bot(&bot.id).with_timeout(timeout);
            for (name, value) in &its.headers {
                skill = skill.with_header(name, value)?;
            }
            its.secrets.iter().try_fold(skill, |skill, secret| skill.with_secret(secret))
        };
        let known = bot.skills.iter().filter_map(|its| match skill(its) {
            Ok(skill) => Some((its.name.clone(), skill)),
            Err(error) => {
                tracing::warn!(bot = bot.id, skill = its.name, %error, "a skill cannot be asked");
                None
            }
        });
        let skills = known.collect();
        Self { bot: bot.id.clone(), whose, skills, own: own.unwrap_or_else(|| Arc::new(Nobody)), desk }
    }

    /// Whom the skill speaks with. Somebody at the terminal has no key of their own.
    fn who(&self, call: &Call) -> Result<Who, String> {
        let Some(asker) = call.asker else { return Ok(Who::nobody()) };
        let key = self.desk.bot_user(&self.bot, asker.person)?;
        Ok(Who { key, trace: Some(asker.turn) })
    }

    fn moment(&self, who: &Who) -> Moment {
        let id: domain::EventId = self.desk.ids.next();
        let traceparent = who.trace.map(|turn| traceparent(turn, id));
        Moment { now: self.desk.clock.now(), id: id.to_string(), traceparent }
    }

    /// Asks, and writes down what came of it.
    fn ask<T>(
        &self,
        asked: Asked<'_>,
        ask: impl FnOnce() -> Called<T>,
    ) -> (Result<T, skills::Failure>, String) {
        let at = self.desk.clock.now();
        let called = ask();
        let report = Report::of(&asked, at, &called);
        let told = report.json();
        if let Err(failure) = &called.outcome {
            let (bot, skill, block) = (&self.bot, asked.skill, asked.block);
            tracing::info!(bot, skill, block, failure = failure.code(), "a skill has failed");
        }
        self.desk.calls.add(&self.bot, report.into_call());
        (called.outcome, told)
    }

    /// What a block's skill does.
    fn asked(&self, call: &Call, name: &str, skill: &Skill) -> Result<Performed, String> {
        let who = self.who(call)?;
        let promise = call.may_wait.then(|| self.desk.promise(call)).flatten();
        let payload = payload(call, &who, name, promise.as_ref().map(|promise| promise.address.clone()));
        let moment = self.moment(&who);
        let asked = Asked { skill: name, block: &call.block.id, what: "call", trial: call.asker.is_none() };
        let (outcome, report) =
            self.ask(asked, || self.desk.client(self.whose).call(skill, &payload, &moment));
        Ok(match outcome {
            Ok(response) => self.answered(call, response, promise, report),
            Err(_) => Performed::Failed(Some(report)),
        })
    }

    fn answered(
        &self,
        call: &Call,
        response: SkillResponse,
        promise: Option<Promise>,
        report: String,
    ) -> Performed {
        let later = response.use_callback;
        let mut done = outcome::done(response, call.language);
        done.report = Some(report);
        match (later, promise) {
            (false, _) => Performed::Done(Box::new(done)),
            (true, Some(promise)) => match self.desk.keep(promise, call) {
                Ok(()) => Performed::Later(Box::new(Done { answer: None, ..done })),
                Err(error) => {
                    tracing::warn!(bot = self.bot, error, "an answer cannot be awaited");
                    Performed::Failed(done.report)
                }
            },
            // It was not asked to answer later.
            (true, None) => Performed::Failed(done.report),
        }
    }

    fn checked(&self, call: &Call, parameter: &str, name: &str, skill: &Skill) -> Result<Checked, String> {
        let Some(detail) = call.details.get(parameter) else { return Ok(Checked::Accepted) };
        let who = self.who(call)?;
        let (request, moment) = (validation(call, detail, &who), self.moment(&who));
        let asked =
            Asked { skill: name, block: &call.block.id, what: "validation", trial: call.asker.is_none() };
        let (outcome, _) =
            self.ask(asked, || self.desk.client(self.whose).validate(skill, &request, &moment));
        Ok(match outcome {
            Err(_) => Checked::Failed,
            Ok(reply) => match reply.status {
                ValidationStatus::Success => {
                    match reply.value.filter(|value| *value != request.value.resolved) {
                        Some(value) => Checked::Corrected(value),
                        None => Checked::Accepted,
                    }
                }
                ValidationStatus::Fail => Checked::Refused(reply.message),
                ValidationStatus::Ignore => Checked::Refused(None),
                ValidationStatus::Error => Checked::Failed,
            },
        })
    }

    fn skill<'a>(&'a self, call: &'a Call) -> Option<(&'a str, Option<&'a Skill>)> {
        let (name, skill) = call.skill.as_ref().map(|name| (name, self.skills.get(name)))?;
        Some((name, skill))
    }
}

impl Fulfil for Behind {
    fn check(&self, call: &Call, parameter: &str) -> Checked {
        let checked = match self.skill(call) {
            None => return self.own.check(call, parameter),
            Some((_, None)) => return Checked::Failed,
            Some((name, Some(skill))) => self.checked(call, parameter, name, skill),
        };
        checked.unwrap_or_else(|error| {
            tracing::warn!(bot = self.bot, error, "a value cannot be judged");
            Checked::Failed
        })
    }

    fn perform(&self, call: &Call) -> Performed {
        let performed = match self.skill(call) {
            None => return self.own.perform(call),
            Some((_, None)) => return Performed::Failed(None),
            Some((name, Some(skill))) => self.asked(call, name, skill),
        };
        performed.unwrap_or_else(|error| {
            tracing::warn!(bot = self.bot, error, "a skill cannot be asked");
            Performed::Failed(None)
        })
    }

    /// The contract knows no taking back.
    fn take_back(&self, call: &Call) -> bool {
        call.skill.is_none() && self.own.take_back(call)
    }

    fn late(&self, call: &Call, answer: &str) -> Performed {
        match SkillResponse::read(answer.as_bytes(), None) {
            Ok(read) => Performed::Done(Box::new(outcome::done(read.response, call.language))),
            Err(_) => Performed::Failed(None),
        }
    }
}

impl SkillDesk {
    /// What a bot's service calls the person.
    fn bot_user(&self, bot: &str, person: PersonId) -> Result<String, String> {
        let new = self.secret();
        self.runtime.block_on(self.store.bot_user(bot, person, &new)).map_err(|error| error.to_string())
    }
}

/// The W3C trace context: the turn is the trace, the call a span of it.
fn traceparent(turn: domain::TurnId, call: domain::EventId) -> String {
    format!("00-{}-{}-01", hex::encode(turn.to_bytes()), hex::encode(&call.to_bytes()[8..]))
}
