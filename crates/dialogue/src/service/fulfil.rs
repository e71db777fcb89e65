//! The door to the service behind a bot: it judges values and does what was asked for.

use std::collections::BTreeMap;

use domain::{Answer, BotEvent, Language, Named};
use jiff::ZonedDateTime;

use crate::{Asker, Pressed};

/// What a service is asked: a block of its bot with the values so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    pub bot: Named,
    pub block: Named,
    /// The partner's server that is asked, by its name in the bot's file; none: the service in this process.
    pub skill: Option<String>,
    /// Parameters with their values, several separated by commas.
    pub values: BTreeMap<String, String>,
    /// The same with where they come from.
    pub details: BTreeMap<String, Detail>,
    /// What the person said.
    pub said: String,
    pub language: Language,
    /// When, where the person is.
    pub now: ZonedDateTime,
    /// What is open of the bot.
    pub contexts: Vec<OpenContext>,
    /// What the person pressed to say it.
    pub pressed: Option<Pressed>,
    /// What happened that the bot tells of.
    pub event: Option<BotEvent>,
    /// The block of the bot that was answered before.
    pub before: Option<Named>,
    /// Values are still being asked for.
    pub filling: bool,
    /// The answer may come later.
    pub may_wait: bool,
    pub asker: Option<Asker>,
}

/// A value of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// The person's words.
    pub origin: String,
    pub value: String,
    pub entity: String,
    /// The value as the skill contract writes it, if that is not the value itself: a JSON object.
    pub contract: Option<String>,
}

/// A context of a bot that is open.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenContext {
    pub name: String,
    /// For so many turns more, this one included.
    pub turns: u8,
    pub seconds: i64,
    pub values: BTreeMap<String, String>,
}

/// Does what a block asks for. Called from a thread that may block; [`super::Roster`] bounds the time.
pub trait Fulfil: Send + Sync {
    /// Whether the value of this parameter will do.
    fn check(&self, call: &Call, parameter: &str) -> Checked;
    /// Does it.
    fn perform(&self, call: &Call) -> Performed;
    /// Takes back what was done; false when that is not possible.
    fn take_back(&self, call: &Call) -> bool;
    /// Reads an answer that the service has sent later.
    fn late(&self, _call: &Call, _answer: &str) -> Performed {
        Performed::Failed(None)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Checked {
    Accepted,
    /// Another value is meant, in words that the bot reads: "19:00" for "07:00".
    Corrected(String),
    /// Why not, for the person; none: the bot's own words.
    Refused(Option<String>),
    /// It could not be checked.
    Failed,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Performed {
    Done(Box<Done>),
    /// The answer comes later; the bot says so.
    Later(Box<Done>),
    /// It could not be done; what happened, as [`Done::report`].
    Failed(Option<String>),
}

/// What a service did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Done {
    /// None: the bot answers in its own words.
    pub answer: Option<Answer>,
    /// What its wordings may name as well.
    pub values: BTreeMap<String, String>,
    /// What is open from now on, or closed.
    pub contexts: Vec<NewContext>,
    /// What happened, as readable JSON, for the partner.
    pub report: Option<String>,
}

/// A context to open; for no turns at all: to close.
#[derive(Clone, Debug, PartialEq)]
pub struct NewContext {
    pub name: String,
    pub turns: u8,
    /// None: as long as contexts live when nothing is said.
    pub seconds: Option<u32>,
    pub values: BTreeMap<String, String>,
}

impl Performed {
    /// The bot answers, and may name these values.
    pub fn with(values: BTreeMap<String, String>) -> Self {
        Self::Done(Box::new(Done { values, ..Done::default() }))
    }
}

/// No service: every value will do, and the bot's words are all there is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nobody;

impl Fulfil for Nobody {
    fn check(&self, _: &Call, _: &str) -> Checked {
        Checked::Accepted
    }

    fn perform(&self, call: &Call) -> Performed {
        // A skill that nobody is there to ask has not answered.
        match call.skill {
            Some(_) => Performed::Failed(None),
            None => Performed::with(BTreeMap::new()),
        }
    }

    fn take_back(&self, _: &Call) -> bool {
        true
    }
}
