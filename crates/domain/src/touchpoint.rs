//! The places a person is.

use jiff::Timestamp;

use crate::{Language, PersonId, TouchpointId};

/// One installed client: a messenger window, a terminal, a speaker, a car.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touchpoint {
    pub id: TouchpointId,
    pub person: PersonId,
    pub kind: TouchpointKind,
    pub name: String,
    pub language: Language,
    pub capabilities: Capabilities,
    pub last_seen: Timestamp,
}

/// Decides how an answer is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TouchpointKind {
    Messenger,
    Terminal,
    Speaker,
    Car,
    Home,
    Shop,
    /// A program that uses the API.
    Api,
}

/// What a touchpoint can do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    pub screen: bool,
    pub speaker: bool,
    pub microphone: bool,
    pub location: bool,
}
