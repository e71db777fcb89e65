//! The keys of programs.

use async_trait::async_trait;
use domain::{ApiKey, PersonId};
use sqlx::sqlite::SqliteRow;

use super::error::conflict;
use super::{SqliteStore, row};
use crate::{ApiKeys, StoreError};

#[async_trait]
impl ApiKeys for SqliteStore {
    async fn add_api_key(&self, key: &ApiKey) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO api_keys (id, person, name, secret_hash, created_at) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(key.id.to_string())
        .bind(key.person.to_string())
        .bind(&key.name)
        .bind(key.secret_hash.as_slice())
        .bind(key.created_at.as_microsecond())
        .execute(&self.writer)
        .await
        .map_err(conflict("name"))?;
        Ok(())
    }

    async fn api_key(&self, secret_hash: &[u8; 32]) -> Result<Option<ApiKey>, StoreError> {
        let row = sqlx::query("SELECT * FROM api_keys WHERE secret_hash = ?").bind(secret_hash.as_slice());
        row.fetch_optional(&self.reader).await?.map(|row| api_key(&row)).transpose()
    }

    async fn api_keys(&self, person: PersonId) -> Result<Vec<ApiKey>, StoreError> {
        let rows = sqlx::query("SELECT * FROM api_keys WHERE person = ? ORDER BY created_at, id");
        rows.bind(person.to_string()).fetch_all(&self.reader).await?.iter().map(api_key).collect()
    }

    async fn remove_api_key(&self, person: PersonId, name: &str) -> Result<bool, StoreError> {
        let removed = sqlx::query("DELETE FROM api_keys WHERE person = ? AND name = ?")
            .bind(person.to_string())
            .bind(name)
            .execute(&self.writer)
            .await?;
        Ok(removed.rows_affected() > 0)
    }
}

fn api_key(row: &SqliteRow) -> Result<ApiKey, StoreError> {
    let secret_hash: &[u8] = row::column(row, "secret_hash")?;
    let secret_hash = secret_hash.try_into();
    Ok(ApiKey {
        id: row::id(row, "id")?,
        person: row::id(row, "person")?,
        name: row::column(row, "name")?,
        secret_hash: secret_hash.map_err(|_| StoreError::Damaged("the hash of a key".into()))?,
        created_at: row::time(row, "created_at")?,
    })
}
