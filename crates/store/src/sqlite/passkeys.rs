//! What people sign in with besides a password.

use async_trait::async_trait;
use domain::{Passkey, PasskeyId, PersonId};
use jiff::Timestamp;
use sqlx::sqlite::SqliteRow;

use super::error::conflict;
use super::{SqliteStore, row};
use crate::{Passkeys, StoreError};

#[async_trait]
impl Passkeys for SqliteStore {
    async fn add_passkey(&self, passkey: &Passkey) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO passkeys (id, person, name, site, credential, key, state, transports, created_at, used_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(passkey.id.to_string())
        .bind(passkey.person.to_string())
        .bind(&passkey.name)
        .bind(&passkey.site)
        .bind(&passkey.credential)
        .bind(&passkey.key)
        .bind(&passkey.state)
        .bind(i64::from(passkey.transports))
        .bind(passkey.created_at.as_microsecond())
        .bind(passkey.used_at.map(Timestamp::as_microsecond))
        .execute(&self.writer)
        .await
        .map_err(conflict("passkey"))?;
        Ok(())
    }

    async fn passkey(&self, credential: &[u8]) -> Result<Option<Passkey>, StoreError> {
        let row = sqlx::query("SELECT * FROM passkeys WHERE credential = ?").bind(credential);
        row.fetch_optional(&self.reader).await?.map(|row| passkey(&row)).transpose()
    }

    async fn passkeys(&self, person: PersonId) -> Result<Vec<Passkey>, StoreError> {
        let rows = sqlx::query("SELECT * FROM passkeys WHERE person = ? ORDER BY created_at, id");
        rows.bind(person.to_string()).fetch_all(&self.reader).await?.iter().map(passkey).collect()
    }

    async fn use_passkey(&self, id: PasskeyId, state: &[u8], at: Timestamp) -> Result<(), StoreError> {
        let used = sqlx::query("UPDATE passkeys SET state = ?, used_at = ? WHERE id = ?")
            .bind(state)
            .bind(at.as_microsecond())
            .bind(id.to_string())
            .execute(&self.writer)
            .await?;
        if used.rows_affected() == 0 { Err(StoreError::Missing("passkey")) } else { Ok(()) }
    }

    async fn rename_passkey(&self, person: PersonId, id: PasskeyId, name: &str) -> Result<bool, StoreError> {
        let renamed = sqlx::query("UPDATE passkeys SET name = ? WHERE id = ? AND person = ?")
            .bind(name)
            .bind(id.to_string())
            .bind(person.to_string())
            .execute(&self.writer)
            .await?;
        Ok(renamed.rows_affected() > 0)
    }

    async fn remove_passkey(&self, person: PersonId, id: PasskeyId, last: bool) -> Result<bool, StoreError> {
        let removed = sqlx::query(
            "DELETE FROM passkeys WHERE id = ?1 AND person = ?2 AND (
                 ?3 OR (SELECT password FROM people WHERE id = ?2) IS NOT NULL
                 OR (SELECT count(*) FROM passkeys WHERE person = ?2) > 1)",
        )
        .bind(id.to_string())
        .bind(person.to_string())
        .bind(last)
        .execute(&self.writer)
        .await?;
        Ok(removed.rows_affected() > 0)
    }

    async fn remove_passkeys(&self, person: PersonId) -> Result<u64, StoreError> {
        let removed = sqlx::query("DELETE FROM passkeys WHERE person = ?").bind(person.to_string());
        Ok(removed.execute(&self.writer).await?.rows_affected())
    }

    async fn forget_password(&self, person: PersonId) -> Result<bool, StoreError> {
        let forgotten = sqlx::query(
            "UPDATE people SET password = NULL WHERE id = ?1 AND EXISTS (SELECT 1 FROM passkeys WHERE person = ?1)",
        );
        Ok(forgotten.bind(person.to_string()).execute(&self.writer).await?.rows_affected() > 0)
    }
}

fn passkey(row: &SqliteRow) -> Result<Passkey, StoreError> {
    Ok(Passkey {
        id: row::id(row, "id")?,
        person: row::id(row, "person")?,
        name: row::column(row, "name")?,
        site: row::column(row, "site")?,
        credential: row::column(row, "credential")?,
        key: row::column(row, "key")?,
        state: row::column(row, "state")?,
        transports: row::count(row, "transports")?,
        created_at: row::time(row, "created_at")?,
        used_at: row::optional_time(row, "used_at")?,
    })
}
