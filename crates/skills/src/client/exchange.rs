//! One request and its answer, within one limit of time.

use std::time::{Duration, Instant};

use outbound::Sent;
use ureq::http::header::{ACCEPT, CONTENT_TYPE};
use ureq::http::{HeaderName, HeaderValue, Response};
use ureq::{Body, Error};

use super::{Called, Client, Failure, Moment, Skill, signature};
use crate::finding::Finding;
use crate::response::Unreadable;

/// What came back.
struct Answer {
    status: u16,
    content_type: Option<String>,
    body: Vec<u8>,
}

impl Client {
    /// As [`Self::exchange`], unless the skill is being left alone, or too many calls of its bot are open.
    pub(super) fn guarded<T>(
        &self,
        skill: &Skill,
        body: String,
        moment: &Moment,
        read: impl FnOnce(&[u8], Option<&str>) -> Result<(T, Vec<Finding>), Unreadable>,
    ) -> Called<T> {
        let settings = &self.settings;
        let refused = |why| Called::failed(why, logged(body.as_bytes(), settings.logged_bytes));
        let Some(_open) = self.open.enter(&skill.bot, settings.open, settings.open_each) else {
            return refused(Failure::Crowded);
        };
        if !self.breakers.admit(&skill.id, moment.now, settings.failures, settings.rest) {
            return refused(Failure::CircuitOpen);
        }
        let called = self.exchange(skill, body, moment, read);
        let worked = called.outcome.is_ok();
        // The call began at `now`; what it took has passed since.
        let ended = moment.now.checked_add(called.took).unwrap_or(moment.now);
        self.breakers.record(&skill.id, ended, worked);
        called
    }

    pub(super) fn exchange<T>(
        &self,
        skill: &Skill,
        body: String,
        moment: &Moment,
        read: impl FnOnce(&[u8], Option<&str>) -> Result<(T, Vec<Finding>), Unreadable>,
    ) -> Called<T> {
        let began = Instant::now();
        let mut called = Called::failed(
            Failure::Timeout(skill.timeout),
            logged(body.as_bytes(), self.settings.logged_bytes),
        );
        let mut answer = self.once(skill, &body, moment, skill.timeout);
        if answer.is_err() && !Sent::so_far().anything && repeatable(&answer) {
            called.retried = true;
            answer = self.once(skill, &body, moment, skill.timeout.saturating_sub(began.elapsed()));
        }
        called.reused = !Sent::so_far().connected;
        called.took = began.elapsed();
        let answer = match answer {
            Ok(answer) => answer,
            Err(failure) => {
                called.outcome = Err(failure);
                return called;
            }
        };
        called.status = Some(answer.status);
        called.response = logged(&answer.body, self.settings.logged_bytes);
        called.outcome = match answer.status {
            200..=299 => read(&answer.body, answer.content_type.as_deref())
                .map(|(value, findings)| {
                    called.findings = findings;
                    value
                })
                .map_err(Failure::Garbage),
            300..=399 => Err(Failure::Redirected(answer.status)),
            status => Err(Failure::Status(status)),
        };
        called
    }

    fn once(&self, skill: &Skill, body: &str, moment: &Moment, left: Duration) -> Result<Answer, Failure> {
        if left.is_zero() {
            return Err(Failure::Timeout(skill.timeout));
        }
        let most = self.settings.most_bytes;
        let failed = |error: Error| Failure::of(error, skill.timeout, most);
        Sent::begin();
        let mut request = self.agent.post(&skill.url).config().timeout_global(Some(left)).build();
        request = request
            .header(CONTENT_TYPE, "application/json; charset=UTF-8")
            .header(ACCEPT, "application/json");
        for (name, value) in headers(skill, body, moment) {
            request = request.header(name, value);
        }
        let mut response = request.send(body).map_err(failed)?;
        let status = response.status().as_u16();
        let content_type = text_of(&response, CONTENT_TYPE);
        // Of an error page only the beginning is of interest.
        let wanted = response.status().is_success();
        if wanted && response.body().content_length().is_some_and(|length| length > most) {
            return Err(Failure::TooLarge(most));
        }
        let body = response.body_mut().with_config().limit(most).read_to_vec();
        let body = if wanted { body.map_err(failed)? } else { body.unwrap_or_default() };
        Ok(Answer { status, content_type, body })
    }
}

/// What nothing was sent for, and may be otherwise in a moment.
fn repeatable(answer: &Result<Answer, Failure>) -> bool {
    matches!(answer, Err(Failure::Refused | Failure::Unreachable(_)))
}

/// The partner's headers, the signature and the trace.
fn headers(skill: &Skill, body: &str, moment: &Moment) -> Vec<(HeaderName, HeaderValue)> {
    let mut headers = skill.headers.clone();
    let mut add = |name: &'static str, value: &str| {
        // What is no value of a header can only be an id or a trace that somebody made up.
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.push((HeaderName::from_static(name), value));
        }
    };
    if let Some(trace) = &moment.traceparent {
        add("traceparent", trace);
    }
    let seconds = moment.now.as_second();
    add("webhook-id", &moment.id);
    add("webhook-timestamp", &seconds.to_string());
    if skill.is_signed() {
        let signature = signature::sign(&skill.secrets, &moment.id, seconds, body.as_bytes());
        add("webhook-signature", &signature);
    }
    headers
}

fn text_of(response: &Response<Body>, name: HeaderName) -> Option<String> {
    response.headers().get(name)?.to_str().ok().map(str::to_owned)
}

/// The beginning of a body, as text.
fn logged(body: &[u8], most: usize) -> String {
    String::from_utf8_lossy(&body[..body.len().min(most)]).into_owned()
}

impl<T> Called<T> {
    fn failed(failure: Failure, request: String) -> Self {
        Self {
            outcome: Err(failure),
            findings: Vec::new(),
            status: None,
            took: Duration::ZERO,
            retried: false,
            reused: false,
            request,
            response: String::new(),
        }
    }
}
