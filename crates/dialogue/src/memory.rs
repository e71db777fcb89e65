//! What dialogue remembers of a conversation between two turns.

use serde::{Deserialize, Serialize};

/// Kept as JSON in [`crate::Reply::state`]. Everything is optional: an older state simply knows less.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// The question that waits for its answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<Question>,
    /// What was said last, to say it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Last>,
    /// The alarm or timer that was just set, to correct it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set: Option<JustSet>,
    /// What was recommended last, to go on from there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<ShownItems>,
    /// The photo that is spoken of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub photo: Option<SeenPhoto>,
}

/// Something was missing and asked for. The sentence is kept rather than its values: it is understood again, as of
/// the moment it was said, once the answer is there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    pub name: String,
    pub sentence: String,
    /// RFC 9557: the moment and its time zone.
    pub asked_at: String,
    pub tries: u8,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Last {
    pub text: String,
    pub speech: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JustSet {
    pub timer: bool,
    pub label: String,
    /// RFC 3339.
    pub due: String,
}

/// Items that were shown beside each other, and what had been asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShownItems {
    pub catalog: String,
    /// What kind of things are in the catalogue.
    pub kind: String,
    pub categories: Vec<String>,
    pub popular: bool,
    /// They are like this one.
    pub like: Option<ShownItem>,
    pub items: Vec<ShownItem>,
    /// The ids of those that were shown before, when more was asked for.
    pub before: Vec<String>,
    /// The place of the one that was spoken of last.
    pub focus: Option<usize>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ShownItem {
    pub item: String,
    pub title: String,
}

/// A photo that was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SeenPhoto {
    /// Its id.
    pub picture: String,
    /// What it may show, if two things were likely.
    pub likely: Vec<String>,
}

impl Memory {
    /// A state that cannot be read counts as none.
    pub fn read(state: Option<&str>) -> Self {
        state.and_then(|state| serde_json::from_str(state).ok()).unwrap_or_default()
    }

    pub fn write(&self) -> String {
        serde_json::to_string(self).expect("strings and numbers always become JSON")
    }
}
