//! Whether other processes have written to the database.

use async_trait::async_trait;

use super::SqliteStore;
use crate::{Neighbours, StoreError};

#[async_trait]
impl Neighbours for SqliteStore {
    async fn written_elsewhere(&self) -> Result<u64, StoreError> {
        // The version counts the commits of other connections: asked on the one that writes, those of other processes.
        let version: i64 = sqlx::query_scalar("PRAGMA data_version").fetch_one(&self.writer).await?;
        Ok(version.unsigned_abs())
    }
}
