//! Partners: organisations that keep bots on this server, and the people who work for them.

use jiff::Timestamp;

use crate::{AuditId, InvitationId, PartnerId, PartnerKeyId, PersonId};

/// An organisation: a shop, a restaurant, a manager of flats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    pub id: PartnerId,
    /// Its name for programs and addresses, unique on the install: lower-case letters, digits and hyphens.
    pub slug: String,
    /// Its name for people.
    pub name: String,
    pub created_at: Timestamp,
}

/// What somebody may do for a partner. Each may do what those before may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Sees everything but the keys' secrets.
    Viewer,
    /// Changes and deploys bots.
    Editor,
    /// Decides about members and keys.
    Owner,
}

/// Somebody who works for a partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub partner: PartnerId,
    pub person: PersonId,
    pub role: Role,
    pub since: Timestamp,
}

/// A link that lets somebody in, once. Only the hash of its secret is kept, and only until it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    pub id: InvitationId,
    /// SHA-256 of the secret.
    pub secret_hash: [u8; 32],
    pub to: InvitedTo,
    pub by: PersonId,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

/// What an invitation opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitedTo {
    /// An account on this server.
    Install,
    /// A place at a partner; an account as well, for whoever has none.
    Partner { partner: PartnerId, role: Role },
}

/// What a partner's program shows. It acts for the partner, within its scopes. Only hashes are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerKey {
    pub id: PartnerKeyId,
    pub partner: PartnerId,
    /// What it is for, in the partner's words.
    pub name: String,
    /// The first letters of the secret, so that people find it again.
    pub hint: String,
    /// SHA-256 of the secret.
    pub secret_hash: [u8; 32],
    pub scopes: Vec<Scope>,
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    /// The secret before the last rotation, which opens until then.
    pub former: Option<FormerSecret>,
    /// To the minute.
    pub last_used_at: Option<Timestamp>,
}

/// A secret that goes out of use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormerSecret {
    pub hash: [u8; 32],
    pub until: Timestamp,
}

/// Who does something for a partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    Person(PersonId),
    Key(PartnerKeyId),
}

/// Something that was done, for a partner's people to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    pub id: AuditId,
    pub partner: PartnerId,
    pub at: Timestamp,
    pub by: Actor,
    /// What whoever did it was called then.
    pub by_name: String,
    pub action: AuditAction,
    /// What it was done to: a bot, a member, a key.
    pub target: String,
    /// What exactly: a role, a version, a new name.
    pub detail: String,
}

macro_rules! named {
    ($(#[$doc:meta])* $kind:ident: $($name:ident = $text:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $kind { $($name,)+ }

        named!(names $kind: $($name = $text),+);
    };
    (names $kind:ident: $($name:ident = $text:literal),+ $(,)?) => {
        impl $kind {
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Its stable name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// The one of this name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|its| its.as_str() == name)
            }
        }
    };
}

named!(names Role: Viewer = "viewer", Editor = "editor", Owner = "owner");

named! {
    /// What a partner's key is for.
    Scope:
    BotsRead = "bots:read",
    BotsWrite = "bots:write",
    BotsDeploy = "bots:deploy",
    EventsSend = "events:send",
    Recommend = "recommend",
    Vision = "vision",
}

named! {
    /// What a partner's people read of in their audit log.
    AuditAction:
    PartnerCreated = "partner.created",
    PartnerRenamed = "partner.renamed",
    MemberInvited = "member.invited",
    InvitationWithdrawn = "member.invitation_withdrawn",
    MemberJoined = "member.joined",
    MemberChanged = "member.changed",
    MemberRemoved = "member.removed",
    KeyMade = "key.made",
    KeyRotated = "key.rotated",
    KeyRevoked = "key.revoked",
    BotCreated = "bot.created",
    BotDeployed = "bot.deployed",
    BotRolledBack = "bot.rolled_back",
    BotWithdrawn = "bot.withdrawn",
    BotListed = "bot.listed",
    BotUnlisted = "bot.unlisted",
    BotRemoved = "bot.removed",
}
