//! Server-sent events as OpenAI's clients read them.

use axum::response::sse::Event;
use domain::Problem;
use serde::Serialize;

use super::problem::body;
use crate::problem::status;

/// One event: a JSON object whose `type` says what it is.
pub fn event(data: &impl Serialize) -> Event {
    Event::default().json_data(data).expect("what is sent is made of plain values")
}

/// A problem in the middle of a stream, whose status has been sent already.
pub fn failed(problem: &Problem) -> Event {
    event(&body(problem, status(problem.code.kind())))
}
