//! Calls skill servers.
//!
//! One call costs at most its skill's time, whatever the server does: all of it, from the look-up of the name to the last
//! byte of the answer, is within one limit. It is repeated once, and only when nothing of it has been sent. A skill that
//! fails again and again is not called for a while, so that people do not wait for it; of one bot only so many calls are open
//! at the same moment, so that a slow one takes nobody else's room.

mod breaker;
mod exchange;
mod failure;
mod open;
mod signature;
mod skill;

use std::time::Duration;

use jiff::Timestamp;
use outbound::Reach;
use ureq::Agent;

use self::breaker::Breakers;
pub use self::failure::Failure;
use self::open::Open;
pub use self::skill::{Secret, Skill, SkillError};
use crate::callback::CallbackReply;
use crate::finding::Finding;
use crate::payload::SkillPayload;
use crate::response::SkillResponse;
use crate::validation::{ValidationReply, ValidationRequest};

/// How skills are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientSettings {
    /// Whether servers in the machine's own network may be called.
    pub reach: Reach,
    /// A larger answer is refused.
    pub most_bytes: u64,
    /// So many failures in a row, and a skill is left alone...
    pub failures: u32,
    /// ...for this long; then one call tries again.
    pub rest: Duration,
    /// As much of each body is kept for the partner's log.
    pub logged_bytes: usize,
    /// Calls that may be open at the same moment, in all and of one bot's skills: each keeps a thread.
    pub open: usize,
    pub open_each: usize,
    /// Idle connections that are kept, in all and to one server.
    pub connections: usize,
    pub connections_each: usize,
    /// How long one may be idle. Usual servers close theirs after two or five seconds without a word, and what is sent in that
    /// moment is lost.
    pub idle: Duration,
}

impl Default for ClientSettings {
    fn default() -> Self {
        Self {
            reach: Reach::Public,
            most_bytes: 1024 * 1024,
            failures: 5,
            rest: Duration::from_secs(10),
            logged_bytes: 64 * 1024,
            open: 384,
            open_each: 64,
            connections: 256,
            connections_each: 16,
            idle: Duration::from_millis(1500),
        }
    }
}

/// What a call is told of its time and place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    pub now: Timestamp,
    /// The same for every attempt at the same thing: `webhook-id`, by which a server knows what it has seen.
    pub id: String,
    /// The W3C trace context of the turn.
    pub traceparent: Option<String>,
}

/// What came of a call.
#[derive(Clone, Debug)]
pub struct Called<T> {
    pub outcome: Result<T, Failure>,
    /// What in the answer is not as the contract says.
    pub findings: Vec<Finding>,
    pub status: Option<u16>,
    pub took: Duration,
    /// It was tried twice.
    pub retried: bool,
    /// A connection of an earlier call was used.
    pub reused: bool,
    /// What was sent and received, as far as it is logged.
    pub request: String,
    pub response: String,
}

/// Calls skill servers, on the thread of its caller. Shared by all; it keeps connections.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    settings: ClientSettings,
    breakers: Breakers,
    open: Open,
}

impl Client {
    pub fn new(settings: ClientSettings) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_idle_connections(settings.connections)
            .max_idle_connections_per_host(settings.connections_each)
            .max_idle_age(settings.idle);
        Self {
            agent: outbound::agent(settings.reach, config),
            settings,
            breakers: Breakers::default(),
            open: Open::default(),
        }
    }

    /// Has a skill carry out a block.
    pub fn call(&self, skill: &Skill, payload: &SkillPayload, moment: &Moment) -> Called<SkillResponse> {
        self.send(skill, payload.write(), moment)
    }

    /// As [`Self::call`], with a payload that is written already.
    pub fn send(&self, skill: &Skill, payload: String, moment: &Moment) -> Called<SkillResponse> {
        self.guarded(skill, payload, moment, |body, kind| {
            SkillResponse::read(body, kind).map(|read| (read.response, read.findings))
        })
    }

    /// Asks whether a value will do.
    pub fn validate(
        &self,
        skill: &Skill,
        request: &ValidationRequest,
        moment: &Moment,
    ) -> Called<ValidationReply> {
        self.guarded(skill, request.write(), moment, ValidationReply::read)
    }

    /// Sends the answer that was promised to a callback address.
    pub fn post_callback(
        &self,
        address: &Skill,
        response: &SkillResponse,
        moment: &Moment,
    ) -> Called<CallbackReply> {
        // Each address is used once: there is nothing to learn from its failures.
        self.exchange(address, response.write(), moment, CallbackReply::read)
    }
}
