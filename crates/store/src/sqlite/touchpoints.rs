//! Touchpoints.

use async_trait::async_trait;
use domain::{PersonId, Touchpoint, TouchpointId};
use sqlx::sqlite::SqliteRow;

use super::error::conflict;
use super::{SqliteStore, row};
use crate::{StoreError, Touchpoints, record};

#[async_trait]
impl Touchpoints for SqliteStore {
    async fn save_touchpoint(&self, touchpoint: &Touchpoint) -> Result<(), StoreError> {
        let saved = sqlx::query(
            "INSERT INTO touchpoints (id, person, kind, name, language, capabilities, last_seen)
             VALUES (?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name,
                 language = excluded.language, capabilities = excluded.capabilities, last_seen = excluded.last_seen
             WHERE person = excluded.person",
        )
        .bind(touchpoint.id.to_string())
        .bind(touchpoint.person.to_string())
        .bind(record::write_kind(touchpoint.kind))
        .bind(&touchpoint.name)
        .bind(record::write_language(touchpoint.language))
        .bind(record::write_capabilities(touchpoint.capabilities))
        .bind(touchpoint.last_seen.as_microsecond())
        .execute(&self.writer)
        .await
        .map_err(conflict("touchpoint"))?;
        // Nothing was written: the touchpoint is another person's.
        if saved.rows_affected() == 0 { Err(StoreError::Conflict("touchpoint")) } else { Ok(()) }
    }

    async fn touchpoint(&self, id: TouchpointId) -> Result<Option<Touchpoint>, StoreError> {
        let row = sqlx::query("SELECT * FROM touchpoints WHERE id = ?").bind(id.to_string());
        row.fetch_optional(&self.reader).await?.map(|row| touchpoint(&row)).transpose()
    }

    async fn touchpoints(&self, person: PersonId) -> Result<Vec<Touchpoint>, StoreError> {
        let rows = sqlx::query("SELECT * FROM touchpoints WHERE person = ? ORDER BY last_seen DESC, id")
            .bind(person.to_string());
        row::all(&rows.fetch_all(&self.reader).await?, touchpoint)
    }
}

fn touchpoint(row: &SqliteRow) -> Result<Touchpoint, StoreError> {
    Ok(Touchpoint {
        id: row::id(row, "id")?,
        person: row::id(row, "person")?,
        kind: record::read_kind(row::column(row, "kind")?)?,
        name: row::column(row, "name")?,
        language: record::read_language(row::column(row, "language")?)?,
        capabilities: record::read_capabilities(row::column(row, "capabilities")?)?,
        last_seen: row::time(row, "last_seen")?,
    })
}
