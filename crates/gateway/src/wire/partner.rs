//! Partners, their people, invitations and their log.

use domain::{AuditId, InvitationId, InvitedTo, PartnerId, PersonId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Id, Moment};
use crate::signed_in::invitation_path;

/// An organisation that keeps bots here.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Partner {
    #[schema(value_type = String, format = "uuid")]
    pub id: Id<PartnerId>,
    /// Its name for programs.
    #[schema(examples("moonlight-diner"))]
    pub slug: String,
    #[schema(examples("달빛식당"))]
    pub name: String,
    /// What whoever asks may do for it; a key has scopes instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Moment,
}

/// What somebody may do for a partner. A viewer sees; an editor also changes and deploys bots; an owner also decides about
/// members and keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    Viewer,
    Editor,
    Owner,
}

/// Somebody who works for a partner.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Member {
    #[schema(value_type = String, format = "uuid")]
    pub person: Id<PersonId>,
    #[schema(examples("지우"))]
    pub name: String,
    pub role: Role,
    #[schema(value_type = String, format = DateTime)]
    pub since: Moment,
}

/// An invitation that is open.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    #[schema(value_type = String, format = "uuid")]
    pub id: Id<InvitationId>,
    /// As what it lets somebody in, when it is to a partner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Who made it.
    #[schema(examples("지우"))]
    pub by: String,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Moment,
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Moment,
}

/// An invitation that was just made. Its secret is told this once.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct NewInvitation {
    pub invitation: Invitation,
    pub secret: String,
    /// Where whoever is invited goes, on this server. The secret stands behind the `#`: it reaches no log of a server.
    #[schema(examples("/sign-in/#invitation=5f0c..."))]
    pub path: String,
}

/// Something that was done for a partner.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AuditEntry {
    #[schema(value_type = String, format = "uuid")]
    pub id: Id<AuditId>,
    #[schema(value_type = String, format = DateTime)]
    pub at: Moment,
    /// Whether a person or a key did it.
    #[schema(examples("person"))]
    pub actor: &'static str,
    /// What whoever did it was called then.
    #[schema(examples("지우"))]
    pub by: String,
    #[schema(examples("bot.deployed"))]
    pub action: &'static str,
    /// What it was done to.
    #[schema(examples("flowers"))]
    pub target: String,
    /// What exactly; may be empty.
    #[schema(examples("3"))]
    pub detail: String,
}

impl From<hub::Joined> for Partner {
    fn from(hub::Joined { partner, role }: hub::Joined) -> Self {
        let domain::Partner { id, slug, name, created_at } = partner;
        Self { id: Id(id), slug, name, role: role.map(Into::into), created_at: Moment(created_at) }
    }
}

impl From<domain::Role> for Role {
    fn from(role: domain::Role) -> Self {
        match role {
            domain::Role::Viewer => Self::Viewer,
            domain::Role::Editor => Self::Editor,
            domain::Role::Owner => Self::Owner,
        }
    }
}

impl From<Role> for domain::Role {
    fn from(role: Role) -> Self {
        match role {
            Role::Viewer => Self::Viewer,
            Role::Editor => Self::Editor,
            Role::Owner => Self::Owner,
        }
    }
}

impl From<(domain::Member, domain::Person)> for Member {
    fn from((member, person): (domain::Member, domain::Person)) -> Self {
        let (role, since) = (member.role.into(), Moment(member.since));
        Self { person: Id(person.id), name: person.name, role, since }
    }
}

impl From<hub::Invited> for Invitation {
    fn from(hub::Invited { invitation, by }: hub::Invited) -> Self {
        let role = match invitation.to {
            InvitedTo::Install => None,
            InvitedTo::Partner { role, .. } => Some(role.into()),
        };
        let (created_at, expires_at) = (Moment(invitation.created_at), Moment(invitation.expires_at));
        Self { id: Id(invitation.id), role, by, created_at, expires_at }
    }
}

impl NewInvitation {
    pub fn of(invited: hub::Invited, secret: String) -> Self {
        let path = invitation_path(&secret);
        Self { invitation: invited.into(), secret, path }
    }
}

impl From<domain::AuditEntry> for AuditEntry {
    fn from(entry: domain::AuditEntry) -> Self {
        let actor = match entry.by {
            domain::Actor::Person(_) => "person",
            domain::Actor::Key(_) => "key",
        };
        Self {
            id: Id(entry.id),
            at: Moment(entry.at),
            actor,
            by: entry.by_name,
            action: entry.action.as_str(),
            target: entry.target,
            detail: entry.detail,
        }
    }
}
