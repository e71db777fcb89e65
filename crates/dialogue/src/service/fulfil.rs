//! The door to the service behind a bot: it judges values and does what was asked for.

use std::collections::BTreeMap;

use domain::Answer;
use jiff::ZonedDateTime;

/// What a service is asked: a block of its bot with the values so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    pub bot: String,
    pub block: String,
    /// Parameters with their values, several separated by commas.
    pub values: BTreeMap<String, String>,
    /// What the person said.
    pub said: String,
    /// When, where the person is.
    pub now: ZonedDateTime,
}

/// Does what a block asks for. Called from a thread that may block; [`super::Roster`] bounds the time.
pub trait Fulfil: Send + Sync {
    /// Whether the value of this parameter will do.
    fn check(&self, call: &Call, parameter: &str) -> Checked;
    /// Does it.
    fn perform(&self, call: &Call) -> Performed;
    /// Takes back what was done; false when that is not possible.
    fn take_back(&self, call: &Call) -> bool;
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
    /// The bot answers; its wordings may name these values as well.
    Done(BTreeMap<String, String>),
    /// The service answers by itself.
    Answered(Answer),
    Failed,
}

/// No service: every value will do, and the bot's words are all there is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nobody;

impl Fulfil for Nobody {
    fn check(&self, _: &Call, _: &str) -> Checked {
        Checked::Accepted
    }

    fn perform(&self, _: &Call) -> Performed {
        Performed::Done(BTreeMap::new())
    }

    fn take_back(&self, _: &Call) -> bool {
        true
    }
}
