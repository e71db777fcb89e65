//! A sentence in; intent, values, answer and actions out.
//!
//! Pure and synchronous: the time, the person's alerts and the state of the conversation come in as arguments, and
//! what should happen goes out as [`Action`]s for `hub` to carry out. Intents are data (`data/intents/<language>/`);
//! adding one is a file there with its tests beside it, and, when it does something new, one file in `ability/`.

use domain::{Alert, AlertId, AlertKind, Answer, Language, Repeat};
use jiff::{Timestamp, ZonedDateTime};

mod ability;
pub mod block;
mod dialogue;
pub mod entity;
pub mod knowledge;
mod memory;
mod render;
mod schedule;
pub mod scripted;
pub mod service;
pub mod template;
pub mod tool;
mod understanding;
mod value;
pub mod vector;

pub use dialogue::Dialogue;
pub use understanding::DialogueError;

/// Understands what was said and decides what to answer.
pub trait Converse: Send + Sync {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply;

    /// Names that people who speak this language may say: ears that expect them hear them better.
    fn names(&self, _language: Language) -> Vec<String> {
        Vec::new()
    }
}

/// One utterance.
#[derive(Clone, Debug)]
pub struct Said<'a> {
    pub text: &'a str,
    /// The language the person uses; the text itself may show another.
    pub language: Language,
    /// What [`Reply::state`] was after the last turn of this conversation; none at the beginning. A state that cannot
    /// be read (an older version wrote it) counts as none.
    pub state: Option<&'a str>,
}

/// What is true while a turn is answered.
#[derive(Clone, Debug)]
pub struct World {
    /// The time where the person is.
    pub now: ZonedDateTime,
    /// The person's pending and ringing alerts, the next one first.
    pub alerts: Vec<Alert>,
}

/// The outcome of a turn.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    pub answer: Answer,
    pub language: Language,
    /// False when nothing here knew an answer, so that somebody else may be asked.
    pub understood: bool,
    /// Carried out in the same transaction that stores the answer.
    pub actions: Vec<Action>,
    /// To be handed back with the next turn.
    pub state: Option<String>,
    /// What matched and why, as readable JSON.
    pub trace: String,
}

/// Something `hub` does for the person.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    SetAlert {
        kind: AlertKind,
        label: String,
        due: Timestamp,
        repeat: Repeat,
    },
    /// Takes back alerts that wait, and silences those that ring.
    CancelAlerts(Vec<AlertId>),
}
