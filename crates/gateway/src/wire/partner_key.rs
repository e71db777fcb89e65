//! Partners' keys.

use domain::PartnerKeyId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Id, Moment};

/// A key of a partner's program, without its secret.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PartnerKey {
    #[schema(value_type = String, format = "uuid")]
    pub id: Id<PartnerKeyId>,
    #[schema(examples("배포"))]
    pub name: String,
    /// What its secret begins with.
    #[schema(examples("ieum-partner-3f9a"))]
    pub hint: String,
    pub scopes: Vec<Scope>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Moment,
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Moment>,
    /// The secret before the last rotation opens until then.
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub former_until: Option<Moment>,
    /// To the minute; none: never yet.
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Moment>,
}

/// A key, and its secret, which is told this once.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct KeyWithSecret {
    pub key: PartnerKey,
    pub secret: String,
}

/// What a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum Scope {
    /// Read bots, test and try them.
    #[serde(rename = "bots:read")]
    BotsRead,
    /// Make bots and save drafts.
    #[serde(rename = "bots:write")]
    BotsWrite,
    /// Deploy, roll back, withdraw and remove bots.
    #[serde(rename = "bots:deploy")]
    BotsDeploy,
    /// Let a bot speak first.
    #[serde(rename = "events:send")]
    EventsSend,
    #[serde(rename = "recommend")]
    Recommend,
    #[serde(rename = "vision")]
    Vision,
}

impl From<domain::PartnerKey> for PartnerKey {
    fn from(key: domain::PartnerKey) -> Self {
        Self {
            id: Id(key.id),
            name: key.name,
            hint: key.hint,
            scopes: key.scopes.into_iter().map(Scope::from).collect(),
            created_at: Moment(key.created_at),
            expires_at: key.expires_at.map(Moment),
            former_until: key.former.map(|former| Moment(former.until)),
            last_used_at: key.last_used_at.map(Moment),
        }
    }
}

impl From<domain::Scope> for Scope {
    fn from(scope: domain::Scope) -> Self {
        match scope {
            domain::Scope::BotsRead => Self::BotsRead,
            domain::Scope::BotsWrite => Self::BotsWrite,
            domain::Scope::BotsDeploy => Self::BotsDeploy,
            domain::Scope::EventsSend => Self::EventsSend,
            domain::Scope::Recommend => Self::Recommend,
            domain::Scope::Vision => Self::Vision,
        }
    }
}

impl From<Scope> for domain::Scope {
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::BotsRead => Self::BotsRead,
            Scope::BotsWrite => Self::BotsWrite,
            Scope::BotsDeploy => Self::BotsDeploy,
            Scope::EventsSend => Self::EventsSend,
            Scope::Recommend => Self::Recommend,
            Scope::Vision => Self::Vision,
        }
    }
}
