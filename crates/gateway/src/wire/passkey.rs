//! A passkey, as its person sees it.

use domain::PasskeyId;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Id, Moment};

/// A key that a device or a password manager keeps for a person.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Passkey {
    #[schema(value_type = String, format = "uuid")]
    pub id: Id<PasskeyId>,
    #[schema(examples("내 휴대폰"))]
    pub name: String,
    /// The host name that it signs in at.
    #[schema(examples("ieum.example"))]
    pub site: String,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Moment,
    /// When somebody signed in with it; none: never yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub used_at: Option<Moment>,
}

impl From<domain::Passkey> for Passkey {
    fn from(passkey: domain::Passkey) -> Self {
        let domain::Passkey { id, name, site, created_at, used_at, .. } = passkey;
        Self { id: Id(id), name, site, created_at: Moment(created_at), used_at: used_at.map(Moment) }
    }
}
