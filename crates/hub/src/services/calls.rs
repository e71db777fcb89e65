//! What skills were asked lately, and what came of it: for their partners, never for the people.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};
use skills::{Called, Finding};

/// So many calls of each bot are kept, of so many bots.
const MOST_CALLS: usize = 50;
const MOST_BOTS: usize = 1000;

/// One call.
#[derive(Clone, Debug, PartialEq)]
pub struct SkillCall {
    pub skill: String,
    pub block: String,
    /// `call` or `validation`.
    pub what: &'static str,
    pub at: Timestamp,
    pub took: Duration,
    pub status: Option<u16>,
    /// Why it failed: a short name, and words in Korean and English.
    pub failure: Option<(&'static str, String, String)>,
    /// What in the answer is not as the contract says.
    pub findings: Vec<Finding>,
    pub request: String,
    pub response: String,
    /// Nobody waited for it: the bot was tried or tested.
    pub trial: bool,
}

/// How a skill does, by the last calls that somebody waited for.
#[derive(Clone, Debug, PartialEq)]
pub struct SkillHealth {
    pub skill: String,
    pub calls: usize,
    pub failures: usize,
    /// In the middle of those that worked.
    pub typical: Option<Duration>,
    pub last: Timestamp,
    /// Why the last call failed, if it did.
    pub failing: Option<&'static str>,
}

/// What is asked of whom.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub skill: &'a str,
    pub block: &'a str,
    pub what: &'static str,
    pub trial: bool,
}

pub(super) struct Report(SkillCall);

impl Report {
    pub fn of<T>(asked: &Asked<'_>, at: Timestamp, called: &Called<T>) -> Self {
        let failure = called.outcome.as_ref().err().map(|failure| {
            let text = |language| failure.text(language);
            (failure.code(), text(domain::Language::Korean), text(domain::Language::English))
        });
        Self(SkillCall {
            skill: asked.skill.to_owned(),
            block: asked.block.to_owned(),
            what: asked.what,
            at,
            took: called.took,
            status: called.status,
            failure,
            findings: called.findings.clone(),
            request: called.request.clone(),
            response: called.response.clone(),
            trial: asked.trial,
        })
    }

    /// For the trace of the turn: without the bodies.
    pub fn json(&self) -> String {
        let call = &self.0;
        let finding =
            |finding: &Finding| json!({ "path": finding.path, "ko": finding.korean, "en": finding.english });
        let findings: Vec<Value> = call.findings.iter().map(finding).collect();
        json!({
            "skill": call.skill,
            "status": call.status,
            "ms": u64::try_from(call.took.as_millis()).unwrap_or(u64::MAX),
            "failure": call.failure.as_ref().map(|(code, ..)| code),
            "findings": findings,
        })
        .to_string()
    }

    pub fn into_call(self) -> SkillCall {
        self.0
    }
}

/// The last calls of each bot, the newest at the end.
#[derive(Default)]
pub(super) struct Calls(Mutex<HashMap<String, VecDeque<SkillCall>>>);

impl Calls {
    pub fn add(&self, bot: &str, call: SkillCall) {
        let mut bots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if bots.len() >= MOST_BOTS && !bots.contains_key(bot) {
            return;
        }
        let calls = bots.entry(bot.to_owned()).or_default();
        if calls.len() >= MOST_CALLS {
            calls.pop_front();
        }
        calls.push_back(call);
    }

    pub fn of(&self, bot: &str) -> Vec<SkillCall> {
        let bots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        bots.get(bot).map_or_else(Vec::new, |calls| calls.iter().rev().cloned().collect())
    }

    pub fn health(&self, bot: &str) -> Vec<SkillHealth> {
        let calls: Vec<SkillCall> = self.of(bot).into_iter().filter(|call| !call.trial).collect();
        let mut names: Vec<&str> = calls.iter().map(|call| call.skill.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter().filter_map(|name| health(name, &calls)).collect()
    }
}

fn health(name: &str, calls: &[SkillCall]) -> Option<SkillHealth> {
    let its: Vec<&SkillCall> = calls.iter().filter(|call| call.skill == name).collect();
    let newest = its.first()?;
    let mut took: Vec<Duration> =
        its.iter().filter(|call| call.failure.is_none()).map(|call| call.took).collect();
    took.sort_unstable();
    Some(SkillHealth {
        skill: name.to_owned(),
        calls: its.len(),
        failures: its.iter().filter(|call| call.failure.is_some()).count(),
        typical: took.get(took.len() / 2).copied(),
        last: newest.at,
        failing: newest.failure.as_ref().map(|(code, ..)| *code),
    })
}
