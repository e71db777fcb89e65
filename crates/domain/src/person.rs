//! People, and how they prove who they are.

use jiff::Timestamp;

use crate::{ApiKeyId, Language, PersonId, SessionId};

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
