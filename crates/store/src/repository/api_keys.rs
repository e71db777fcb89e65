//! What programs show instead of a password.

use async_trait::async_trait;
use domain::{ApiKey, PersonId};

use crate::StoreError;

#[async_trait]
pub trait ApiKeys {
    /// Adds a key. A person's keys have names of their own.
    async fn add_api_key(&self, key: &ApiKey) -> Result<(), StoreError>;
    /// The key with this secret's hash.
    async fn api_key(&self, secret_hash: &[u8; 32]) -> Result<Option<ApiKey>, StoreError>;
    /// The person's keys, the oldest first.
    async fn api_keys(&self, person: PersonId) -> Result<Vec<ApiKey>, StoreError>;
    /// Removes the person's key of this name; false when there is none.
    async fn remove_api_key(&self, person: PersonId, name: &str) -> Result<bool, StoreError>;
}
