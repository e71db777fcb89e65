//! Conversations.

use async_trait::async_trait;
use domain::{Conversation, ConversationId, Principal};
use sqlx::sqlite::SqliteRow;
use sqlx::{Executor, Sqlite};

use super::{SqliteStore, row};
use crate::{Conversations, StoreError};

#[async_trait]
impl Conversations for SqliteStore {
    async fn open_conversation(&self, new: &Conversation) -> Result<Conversation, StoreError> {
        // Nearly always there is one already, and finding it needs no place on the disk.
        if let Some(open) = with(&self.reader, new).await? {
            return Ok(open);
        }
        let (kind, principal) = parts(new.principal);
        let mut transaction = self.begin().await?;
        sqlx::query(
            "INSERT INTO conversations (id, principal_kind, principal, bot, created_at, state)
             VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (principal_kind, principal, bot) DO NOTHING",
        )
        .bind(new.id.to_string())
        .bind(kind)
        .bind(principal)
        .bind(new.bot.to_string())
        .bind(new.created_at.as_microsecond())
        .bind(&new.state)
        .execute(&mut *transaction)
        .await?;
        let open = with(&mut *transaction, new).await?;
        transaction.commit().await?;
        open.ok_or(StoreError::Missing("conversation"))
    }

    async fn conversation(&self, id: ConversationId) -> Result<Option<Conversation>, StoreError> {
        let row = sqlx::query("SELECT * FROM conversations WHERE id = ?").bind(id.to_string());
        row.fetch_optional(&self.reader).await?.map(|row| conversation(&row)).transpose()
    }

    async fn conversations(&self, principal: Principal) -> Result<Vec<Conversation>, StoreError> {
        let (kind, principal) = parts(principal);
        let rows = sqlx::query(
            "SELECT * FROM conversations WHERE principal_kind = ? AND principal = ? ORDER BY created_at, id",
        )
        .bind(kind)
        .bind(principal);
        row::all(&rows.fetch_all(&self.reader).await?, conversation)
    }
}

/// The conversation of the same principal with the same bot.
async fn with(
    database: impl Executor<'_, Database = Sqlite>,
    new: &Conversation,
) -> Result<Option<Conversation>, StoreError> {
    let (kind, principal) = parts(new.principal);
    let row =
        sqlx::query("SELECT * FROM conversations WHERE principal_kind = ? AND principal = ? AND bot = ?")
            .bind(kind)
            .bind(principal)
            .bind(new.bot.to_string());
    row.fetch_optional(database).await?.map(|row| conversation(&row)).transpose()
}

fn parts(principal: Principal) -> (&'static str, String) {
    match principal {
        Principal::Person(id) => ("person", id.to_string()),
        Principal::Home(id) => ("home", id.to_string()),
    }
}

fn conversation(row: &SqliteRow) -> Result<Conversation, StoreError> {
    let principal = match row::column(row, "principal_kind")? {
        "person" => Principal::Person(row::id(row, "principal")?),
        "home" => Principal::Home(row::id(row, "principal")?),
        kind => return Err(StoreError::Damaged(format!("principal kind {kind:?}"))),
    };
    Ok(Conversation {
        id: row::id(row, "id")?,
        principal,
        bot: row::id(row, "bot")?,
        created_at: row::time(row, "created_at")?,
        state: row::column(row, "state")?,
    })
}
