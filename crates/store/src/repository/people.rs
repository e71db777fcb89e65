//! People, and where they are signed in.

use async_trait::async_trait;
use domain::{Person, PersonId, SessionId, SignInSession};
use jiff::Timestamp;

use crate::StoreError;

#[async_trait]
pub trait People {
    /// Adds a person. The name must be new.
    async fn add_person(&self, person: &Person) -> Result<(), StoreError>;
    async fn person(&self, id: PersonId) -> Result<Option<Person>, StoreError>;
    async fn person_named(&self, name: &str) -> Result<Option<Person>, StoreError>;
    /// The first person of the install.
    async fn owner(&self) -> Result<Option<Person>, StoreError>;
    /// Everybody, in the order in which they came.
    async fn people(&self) -> Result<Vec<Person>, StoreError>;
    /// Changes everything but the id; the name must stay unique.
    async fn update_person(&self, person: &Person) -> Result<(), StoreError>;
    /// Removes the person, and everything that is only theirs. Nobody goes who is the only owner of a partner.
    async fn remove_person(&self, id: PersonId) -> Result<(), StoreError>;
    async fn add_session(&self, session: &SignInSession) -> Result<(), StoreError>;
    /// The session with this secret's hash, if it has not expired at `now`.
    async fn session(
        &self,
        secret_hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<SignInSession>, StoreError>;
    async fn end_session(&self, id: SessionId) -> Result<(), StoreError>;
    /// Ends every session of the person: the password changed.
    async fn end_sessions(&self, person: PersonId) -> Result<(), StoreError>;
}
