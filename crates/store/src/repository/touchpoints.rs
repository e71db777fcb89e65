//! The places a person is.

use async_trait::async_trait;
use domain::{PersonId, Touchpoint, TouchpointId};

use crate::StoreError;

#[async_trait]
pub trait Touchpoints {
    /// Adds the touchpoint, or updates it when its id is known and belongs to the same person.
    async fn save_touchpoint(&self, touchpoint: &Touchpoint) -> Result<(), StoreError>;
    async fn touchpoint(&self, id: TouchpointId) -> Result<Option<Touchpoint>, StoreError>;
    /// The person's touchpoints, the most recently seen first.
    async fn touchpoints(&self, person: PersonId) -> Result<Vec<Touchpoint>, StoreError>;
}
