//! Photos that people send.

use async_trait::async_trait;
use domain::{PersonId, Picture, PictureId};

use crate::StoreError;

#[async_trait]
pub trait Pictures {
    /// Keeps a new one.
    async fn keep_picture(&self, picture: &Picture) -> Result<(), StoreError>;
    async fn picture(&self, id: PictureId) -> Result<Option<Picture>, StoreError>;
    /// Forgets one that this person has sent; false when there is none.
    async fn forget_picture(&self, person: PersonId, id: PictureId) -> Result<bool, StoreError>;
}
