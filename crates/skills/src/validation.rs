//! The validation API: a value that a person gave is judged by the partner's server.

use serde_json::{Map, Value, json};

use crate::finding::Finding;
use crate::json;
use crate::limits::Limits;
use crate::payload::{Named, User, write};
use crate::read::{Fields, Notes, Say, cut, written_out};
use crate::response::Unreadable;

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ValidationRequest {
    /// The value is the answer to a question of the bot.
    pub in_slot_filling: bool,
    pub utterance: String,
    pub value: ValidationValue,
    pub user: User,
    pub bot: Named,
    pub params: std::collections::BTreeMap<String, String>,
    pub timezone: String,
    pub language: Option<domain::Language>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValidationValue {
    /// As it was said.
    pub origin: String,
    /// As it was understood.
    pub resolved: String,
}

/// What the server thinks of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ValidationReply {
    pub status: ValidationStatus,
    /// The value that is meant.
    pub value: Option<String>,
    pub data: Map<String, Value>,
    /// Why not, for the person.
    pub message: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ValidationStatus {
    Success,
    /// The value will not do: the person is asked again.
    Fail,
    /// It could not be judged.
    #[default]
    Error,
    /// This utterance is no value: the bot understands it as anything else that is said.
    Ignore,
}

impl ValidationStatus {
    const NAMES: [(&str, Self); 4] =
        [("SUCCESS", Self::Success), ("FAIL", Self::Fail), ("ERROR", Self::Error), ("IGNORE", Self::Ignore)];

    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, status)| *status == self).map_or("ERROR", |(name, _)| name)
    }
}

impl ValidationRequest {
    /// The request as it is sent.
    pub fn write(&self) -> String {
        json!({
            "isInSlotFilling": self.in_slot_filling,
            "utterance": self.utterance,
            "value": {"origin": self.value.origin, "resolved": self.value.resolved},
            "user": write::user(&self.user),
            "bot": write::named(&self.bot),
            "params": self.params,
            "timezone": self.timezone,
            "lang": self.language.map(domain::Language::code),
        })
        .to_string()
    }
}

impl ValidationReply {
    /// Reads the body of a reply.
    pub fn read(body: &[u8], content_type: Option<&str>) -> Result<(Self, Vec<Finding>), Unreadable> {
        let json = json::parse(body, content_type)?;
        let Value::Object(object) = &json.value else { return Err(Unreadable::no_object()) };
        let mut notes = Notes::default();
        let mut fields = Fields::new(object, "");
        // `OK` and a truth are what servers in use say as well.
        let words = [&ValidationStatus::NAMES[..], &[("OK", ValidationStatus::Success)]].concat();
        let status = fields.word(&["status"], &words, &mut notes);
        if status.is_none() && fields.peek(&["status"]).is_none() {
            notes.error("status", &Say::missing(), &Value::Null);
        }
        let value = fields.peek(&["value"]).map(|value| match value {
            // The shape of the request, given back.
            Value::Object(object) => object.get("resolved").map(written_out).unwrap_or_default(),
            value => written_out(value),
        });
        let reply = Self {
            status: status.unwrap_or_default(),
            value: value
                .filter(|value| !value.is_empty())
                .map(|value| cut(&value, Limits::SIMPLE_TEXT).to_owned()),
            data: fields.map(&["data"], &mut notes).unwrap_or_default(),
            message: fields.text(&["message"], Limits::SIMPLE_TEXT, &mut notes),
        };
        Ok((reply, notes.findings))
    }
}
