//! What people like.

use async_trait::async_trait;
use domain::{ConversationId, PersonId, Preference, PreferenceId};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use super::error::conflict;
use super::{SqliteStore, row};
use crate::{Preferences, StoreError, record};

#[async_trait]
impl Preferences for SqliteStore {
    async fn preferences(&self, person: PersonId) -> Result<Vec<Preference>, StoreError> {
        let rows = sqlx::query("SELECT * FROM preferences WHERE person = ? ORDER BY kept_at, id")
            .bind(person.to_string());
        row::all(&rows.fetch_all(&self.reader).await?, preference)
    }

    async fn forget_preference(&self, person: PersonId, id: PreferenceId) -> Result<bool, StoreError> {
        let forgotten = sqlx::query("DELETE FROM preferences WHERE id = ? AND person = ?")
            .bind(id.to_string())
            .bind(person.to_string())
            .execute(&self.writer)
            .await?;
        Ok(forgotten.rows_affected() > 0)
    }

    async fn forget_preferences(&self, person: PersonId) -> Result<u64, StoreError> {
        let forgotten = sqlx::query("DELETE FROM preferences WHERE person = ?").bind(person.to_string());
        Ok(forgotten.execute(&self.writer).await?.rows_affected())
    }
}

/// Puts it in its place; what was there before is gone, but for its id.
pub(super) async fn keep(database: &mut SqliteConnection, new: &Preference) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO preferences (id, person, bot, name, liking, kept_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (person, bot, name) DO UPDATE SET liking = excluded.liking, kept_at = excluded.kept_at",
    )
    .bind(new.id.to_string())
    .bind(new.person.to_string())
    .bind(new.what.bot.as_deref().unwrap_or_default())
    .bind(&new.what.name)
    .bind(record::write_liking(&new.what))
    .bind(new.kept_at.as_microsecond())
    .execute(database)
    .await
    .map_err(conflict("preference"))?;
    Ok(())
}

/// Forgets one of the person whose conversation this is: a turn cannot reach anybody else's.
pub(super) async fn forget(
    database: &mut SqliteConnection,
    conversation: ConversationId,
    id: PreferenceId,
) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM preferences WHERE id = ? AND person = (SELECT principal FROM conversations WHERE id = ?)",
    )
    .bind(id.to_string())
    .bind(conversation.to_string())
    .execute(database)
    .await?;
    Ok(())
}

fn preference(row: &SqliteRow) -> Result<Preference, StoreError> {
    Ok(Preference {
        id: row::id(row, "id")?,
        person: row::id(row, "person")?,
        what: record::read_liking(row::column(row, "liking")?)?,
        kept_at: row::time(row, "kept_at")?,
    })
}
