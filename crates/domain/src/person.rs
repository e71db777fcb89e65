//! People, and how they prove who they are.

use jiff::Timestamp;

use crate::{ApiKeyId, Language, PasskeyId, PersonId, SessionId};

/// One identity. The first person of a fresh install is its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    pub language: Language,
    /// IANA name, such as `Asia/Seoul`.
    pub time_zone: String,
    /// An Argon2id hash in PHC form; none until a password is set.
    pub password: Option<String>,
    pub created_at: Timestamp,
}

/// A signed-in browser. Only the hash of its secret is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInSession {
    pub id: SessionId,
    pub person: PersonId,
    /// SHA-256 of the cookie's secret.
    pub secret_hash: [u8; 32],
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

/// What a program shows instead of a password: it acts for the person. Only the hash of its secret is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    pub id: ApiKeyId,
    pub person: PersonId,
    /// What it is for, in the person's words.
    pub name: String,
    /// SHA-256 of the secret.
    pub secret_hash: [u8; 32],
    pub created_at: Timestamp,
}

/// A key that a device or a password manager keeps for a person, to sign in with (WebAuthn). Its secret half never leaves its
/// keeper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    pub id: PasskeyId,
    pub person: PersonId,
    /// What the person calls it.
    pub name: String,
    /// The host name that it signs in at.
    pub site: String,
    /// What its keeper calls it; no two are called alike.
    pub credential: Vec<u8>,
    /// The public key and what else never changes, as `gateway` writes it.
    pub key: Vec<u8>,
    /// What may change with each use, its counter above all, as `gateway` writes it.
    pub state: Vec<u8>,
    /// How its keeper is reached, a bit for each way.
    pub transports: u8,
    pub created_at: Timestamp,
    pub used_at: Option<Timestamp>,
}
