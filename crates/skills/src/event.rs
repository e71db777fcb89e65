//! The Event API: a bot speaks first.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::json;
use crate::limits::Limits;
use crate::payload::PayloadError;
use crate::payload::read::texts;
use crate::read::{Fields, Notes};

/// An event for people of a bot. Read liberally by [`EventRequest::read`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventRequest {
    /// The name of the event block.
    pub event: String,
    /// For the block's bubbles: `{{event.data.name}}`.
    pub data: Map<String, Value>,
    /// One to a hundred.
    pub users: Vec<EventUser>,
    /// Reaches the skill in `userRequest.params`.
    pub params: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventUser {
    pub target: EventTarget,
    pub id: String,
    /// Reaches the skill in `userRequest.user.properties`.
    pub properties: Map<String, Value>,
}

/// Which of a person's names the id is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EventTarget {
    #[default]
    BotUserKey,
    PlusfriendUserKey,
    AppUserId,
}

/// The immediate reply: `{taskId, status, message, timestamp}`.
pub type EventReply = crate::CallbackReply;

/// How far a task is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskReport {
    pub task_id: String,
    pub all: usize,
    pub succeeded: usize,
    pub failures: Vec<TaskFailure>,
}

/// Somebody who was not reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskFailure {
    pub id: String,
    pub target: EventTarget,
    pub message: String,
}

impl EventTarget {
    const NAMES: [(&str, Self); 3] = [
        ("botUserKey", Self::BotUserKey),
        ("plusfriendUserKey", Self::PlusfriendUserKey),
        ("appUserId", Self::AppUserId),
    ];

    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, target)| *target == self).map_or("botUserKey", |(name, _)| name)
    }
}

/// Why an event is for nobody.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    #[error(transparent)]
    Body(#[from] PayloadError),
    #[error("event.name is required")]
    NoName,
    #[error("user has to be a list of 1 to {} people, each with an id", Limits::EVENT_USERS)]
    Users,
}

impl EventRequest {
    /// Reads the body of a request, in either spelling of its names.
    pub fn read(body: &[u8]) -> Result<Self, EventError> {
        let json = json::parse(body, None).map_err(PayloadError::from)?;
        let Value::Object(object) = json.value else { return Err(PayloadError::NoObject.into()) };
        let notes = &mut Notes::default();
        let mut fields = Fields::new(&object, "");
        let mut data = Map::new();
        let event = if fields.peek(&["event"]).is_some_and(Value::is_string) {
            fields.text(&["event"], Limits::LINES, notes)
        } else {
            fields.object(&["event"], notes).and_then(|mut event| {
                data = event.map(&["data"], notes).unwrap_or_default();
                event.text(&["name"], Limits::LINES, notes)
            })
        };
        let event = event.ok_or(EventError::NoName)?;
        let people = fields.objects(&["user", "users"], Limits::EVENT_USERS + 1, notes);
        if people.is_empty() || people.len() > Limits::EVENT_USERS {
            return Err(EventError::Users);
        }
        let users: Option<Vec<EventUser>> =
            people.into_iter().map(|mut user| event_user(&mut user, notes)).collect();
        let users = users.ok_or(EventError::Users)?;
        Ok(Self { event, data, users, params: texts(&mut fields, "params", notes) })
    }

    pub fn write(&self) -> String {
        let user = |user: &EventUser| {
            let mut written = json!({"type": user.target.name(), "id": user.id});
            if !user.properties.is_empty() {
                written["properties"] = json!(user.properties);
            }
            written
        };
        let mut event = json!({"name": self.event});
        if !self.data.is_empty() {
            event["data"] = json!(self.data);
        }
        let users: Vec<Value> = self.users.iter().map(user).collect();
        json!({"event": event, "user": users, "params": self.params}).to_string()
    }
}

fn event_user(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<EventUser> {
    Some(EventUser {
        id: fields.text(&["id"], Limits::LINES, notes)?,
        target: fields.word(&["type"], &EventTarget::NAMES, notes).unwrap_or_default(),
        properties: fields.map(&["properties"], notes).unwrap_or_default(),
    })
}

impl TaskReport {
    /// `ALL SUCCESS`, or how many were not reached.
    pub fn status(&self) -> String {
        match self.failures.len() {
            0 => "ALL SUCCESS".into(),
            failed => format!("{failed} FAIL"),
        }
    }

    /// With both spellings of the names that clients in use disagree about.
    pub fn write(&self) -> String {
        let failure = |failure: &TaskFailure| {
            json!({
                "id": failure.id,
                "type": failure.target.name(),
                "errorMessage": failure.message,
            })
        };
        let list: Vec<Value> = self.failures.iter().map(failure).collect();
        let id = &self.task_id;
        let mut written = json!({"taskId": id, "task_id": id, "status": self.status()});
        for (camel, snake, count) in [
            ("allRequestCount", "all_request_count", self.all),
            ("successCount", "success_count", self.succeeded),
        ] {
            written[camel] = json!(count);
            written[snake] = json!(count);
        }
        written["fail"] = json!({"count": list.len(), "list": list});
        written.to_string()
    }
}
