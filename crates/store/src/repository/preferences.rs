//! What people like.

use async_trait::async_trait;
use domain::{PersonId, Preference, PreferenceId};

use crate::StoreError;

/// What people like. It is written with the turn in which they said it ([`Completion`]).
#[async_trait]
pub trait Preferences {
    /// Everything that is remembered of the person, the longest known first.
    async fn preferences(&self, person: PersonId) -> Result<Vec<Preference>, StoreError>;
    /// Forgets one; false when the person has none of this id.
    async fn forget_preference(&self, person: PersonId, id: PreferenceId) -> Result<bool, StoreError>;
    /// Forgets everything; how much that was.
    async fn forget_preferences(&self, person: PersonId) -> Result<u64, StoreError>;
}
