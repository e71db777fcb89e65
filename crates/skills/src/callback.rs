//! What the server behind a callback address replies.

use serde_json::{Value, json};

use crate::finding::Finding;
use crate::json;
use crate::limits::Limits;
use crate::read::{Fields, Notes};
use crate::response::Unreadable;

/// The reply to an answer that was sent to a callback address, or to an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackReply {
    pub task_id: String,
    pub status: CallbackStatus,
    pub message: String,
    /// Seconds since 1970.
    pub timestamp: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallbackStatus {
    Success,
    Fail,
    Error,
}

impl CallbackStatus {
    const NAMES: [(&str, Self); 3] =
        [("SUCCESS", Self::Success), ("FAIL", Self::Fail), ("ERROR", Self::Error)];

    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, status)| *status == self).map_or("ERROR", |(name, _)| name)
    }
}

impl CallbackReply {
    pub fn write(&self) -> String {
        self.to_value().to_string()
    }

    /// As [`Self::write`], for the Event API, whose clients do not agree how the first name is spelled.
    pub fn write_for_event(&self) -> String {
        let mut written = self.to_value();
        written["task_id"] = json!(self.task_id);
        written.to_string()
    }

    fn to_value(&self) -> Value {
        json!({
            "taskId": self.task_id,
            "status": self.status.name(),
            "message": self.message,
            "timestamp": self.timestamp,
        })
    }

    /// Reads the body of a reply.
    pub fn read(body: &[u8], content_type: Option<&str>) -> Result<(Self, Vec<Finding>), Unreadable> {
        let json = json::parse(body, content_type)?;
        let Value::Object(object) = &json.value else { return Err(Unreadable::no_object()) };
        let mut notes = Notes::default();
        let mut fields = Fields::new(object, "");
        let reply = Self {
            task_id: fields.text(&["taskId"], Limits::LINES, &mut notes).unwrap_or_default(),
            status: fields
                .word(&["status"], &CallbackStatus::NAMES, &mut notes)
                .unwrap_or(CallbackStatus::Error),
            message: fields.text(&["message"], Limits::SIMPLE_TEXT, &mut notes).unwrap_or_default(),
            timestamp: fields.number(&["timestamp"], &mut notes).unwrap_or_default(),
        };
        Ok((reply, notes.findings))
    }
}
