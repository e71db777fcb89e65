//! What people sign in with besides a password.

use async_trait::async_trait;
use domain::{Passkey, PasskeyId, PersonId};
use jiff::Timestamp;

use crate::StoreError;

#[async_trait]
pub trait Passkeys {
    /// Adds a passkey. What its keeper calls it must be new.
    async fn add_passkey(&self, passkey: &Passkey) -> Result<(), StoreError>;
    /// The one that its keeper calls so.
    async fn passkey(&self, credential: &[u8]) -> Result<Option<Passkey>, StoreError>;
    /// The person's passkeys, the oldest first.
    async fn passkeys(&self, person: PersonId) -> Result<Vec<Passkey>, StoreError>;
    /// It was used, and is in another state now.
    async fn use_passkey(&self, id: PasskeyId, state: &[u8], at: Timestamp) -> Result<(), StoreError>;
    /// Calls the person's passkey something else; false when there is none.
    async fn rename_passkey(&self, person: PersonId, id: PasskeyId, name: &str) -> Result<bool, StoreError>;
    /// Removes the person's passkey; false when there is none or, unless `last` is allowed, nothing else to sign in with.
    async fn remove_passkey(&self, person: PersonId, id: PasskeyId, last: bool) -> Result<bool, StoreError>;
    /// Removes all of the person's passkeys, and says how many.
    async fn remove_passkeys(&self, person: PersonId) -> Result<u64, StoreError>;
    /// The person has no password any more; false, and nothing changes, when they have no passkey.
    async fn forget_password(&self, person: PersonId) -> Result<bool, StoreError>;
}
