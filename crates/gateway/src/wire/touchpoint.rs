//! What a touchpoint says of itself when it connects.

use domain::{ConversationId, TouchpointId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Id, Language};

/// The body of `System.Synchronize`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Hello {
    /// Chosen by the client once and kept; a reconnect uses the same.
    #[schema(value_type = String, format = "uuid")]
    pub touchpoint: Id<TouchpointId>,
    pub kind: TouchpointKind,
    pub name: String,
    pub language: Language,
    /// IANA name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(examples("Asia/Seoul"))]
    pub time_zone: Option<String>,
    #[serde(default)]
    pub capabilities: Capabilities,
    /// The last place the client knows in each conversation; everything after it is sent again.
    #[serde(default)]
    pub seen: Vec<Seen>,
}

/// Decides how an answer is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum TouchpointKind {
    Messenger,
    Terminal,
    Speaker,
    Car,
    Home,
    Shop,
}

/// What a touchpoint can do; what is left out it cannot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Capabilities {
    pub screen: bool,
    pub speaker: bool,
    pub microphone: bool,
    pub location: bool,
}

/// A place in a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Seen {
    #[schema(value_type = String, format = "uuid")]
    pub conversation: Id<ConversationId>,
    pub sequence: i64,
}

impl From<Hello> for hub::Hello {
    fn from(hello: Hello) -> Self {
        Self {
            touchpoint: hello.touchpoint.0,
            kind: hello.kind.into(),
            name: hello.name,
            language: hello.language.into(),
            time_zone: hello.time_zone,
            capabilities: hello.capabilities.into(),
            seen: hello.seen.iter().map(|seen| (seen.conversation.0, seen.sequence)).collect(),
        }
    }
}

impl From<TouchpointKind> for domain::TouchpointKind {
    fn from(kind: TouchpointKind) -> Self {
        match kind {
            TouchpointKind::Messenger => Self::Messenger,
            TouchpointKind::Terminal => Self::Terminal,
            TouchpointKind::Speaker => Self::Speaker,
            TouchpointKind::Car => Self::Car,
            TouchpointKind::Home => Self::Home,
            TouchpointKind::Shop => Self::Shop,
        }
    }
}

impl From<Capabilities> for domain::Capabilities {
    fn from(capabilities: Capabilities) -> Self {
        let Capabilities { screen, speaker, microphone, location } = capabilities;
        Self { screen, speaker, microphone, location }
    }
}
