//! What partners' services know of people, promise, and tell.

use async_trait::async_trait;
use domain::{AwaitedAnswer, BotTask, PersonId};
use jiff::Timestamp;
use sqlx::sqlite::SqliteRow;

use super::error::conflict;
use super::{SqliteStore, row};
use crate::{Services, StoreError, record};

#[async_trait]
impl Services for SqliteStore {
    async fn bot_user(&self, bot: &str, person: PersonId, new: &str) -> Result<String, StoreError> {
        let known = sqlx::query("SELECT key FROM bot_users WHERE bot = ? AND person = ?")
            .bind(bot)
            .bind(person.to_string());
        if let Some(known) = known.fetch_optional(&self.reader).await? {
            return row::column(&known, "key");
        }
        // Another may have been quicker: the first key stays.
        let kept = sqlx::query(
            "INSERT INTO bot_users (bot, person, key) VALUES (?, ?, ?)
             ON CONFLICT (bot, person) DO UPDATE SET bot = excluded.bot RETURNING key",
        )
        .bind(bot)
        .bind(person.to_string())
        .bind(new)
        .fetch_one(&self.writer)
        .await
        .map_err(conflict("key"))?;
        row::column(&kept, "key")
    }

    async fn person_of_bot_user(&self, bot: &str, key: &str) -> Result<Option<PersonId>, StoreError> {
        let row = sqlx::query("SELECT person FROM bot_users WHERE bot = ? AND key = ?").bind(bot).bind(key);
        row.fetch_optional(&self.reader).await?.map(|row| row::id(&row, "person")).transpose()
    }

    async fn await_answer(&self, awaited: &AwaitedAnswer, now: Timestamp) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        sqlx::query("DELETE FROM awaited_answers WHERE expires_at <= ?")
            .bind(now.as_microsecond())
            .execute(&mut *transaction)
            .await?;
        sqlx::query(
            "INSERT INTO awaited_answers (secret_hash, person, conversation, bot, block, expires_at)
             VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(&awaited.secret_hash[..])
        .bind(awaited.person.to_string())
        .bind(awaited.conversation.to_string())
        .bind(&awaited.bot)
        .bind(&awaited.block)
        .bind(awaited.expires_at.as_microsecond())
        .execute(&mut *transaction)
        .await
        .map_err(conflict("awaited answer"))?;
        transaction.commit().await?;
        Ok(())
    }

    async fn take_awaited(
        &self,
        secret_hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<AwaitedAnswer>, StoreError> {
        let row =
            sqlx::query("DELETE FROM awaited_answers WHERE secret_hash = ? AND expires_at > ? RETURNING *")
                .bind(&secret_hash[..])
                .bind(now.as_microsecond());
        row.fetch_optional(&self.writer).await?.map(|row| awaited(&row)).transpose()
    }

    async fn keep_bot_task(&self, task: &BotTask, forget_before: Timestamp) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        sqlx::query("DELETE FROM bot_tasks WHERE made_at < ?")
            .bind(forget_before.as_microsecond())
            .execute(&mut *transaction)
            .await?;
        sqlx::query("INSERT INTO bot_tasks (id, bot, made_at, everyone, failures) VALUES (?, ?, ?, ?, ?)")
            .bind(&task.id)
            .bind(&task.bot)
            .bind(task.made_at.as_microsecond())
            .bind(task.all)
            .bind(record::write_untold(&task.failures))
            .execute(&mut *transaction)
            .await
            .map_err(conflict("task"))?;
        transaction.commit().await?;
        Ok(())
    }

    async fn bot_task(&self, id: &str) -> Result<Option<BotTask>, StoreError> {
        let row = sqlx::query("SELECT * FROM bot_tasks WHERE id = ?").bind(id);
        row.fetch_optional(&self.reader).await?.map(|row| task(&row)).transpose()
    }
}

fn awaited(row: &SqliteRow) -> Result<AwaitedAnswer, StoreError> {
    let hash: Vec<u8> = row::column(row, "secret_hash")?;
    Ok(AwaitedAnswer {
        secret_hash: hash.try_into().map_err(|_| StoreError::Damaged("a hash has 32 bytes".into()))?,
        person: row::id(row, "person")?,
        conversation: row::id(row, "conversation")?,
        bot: row::column(row, "bot")?,
        block: row::column(row, "block")?,
        expires_at: row::time(row, "expires_at")?,
    })
}

fn task(row: &SqliteRow) -> Result<BotTask, StoreError> {
    Ok(BotTask {
        id: row::column(row, "id")?,
        bot: row::column(row, "bot")?,
        made_at: row::time(row, "made_at")?,
        all: row::column(row, "everyone")?,
        failures: record::read_untold(row::column(row, "failures")?)?,
    })
}
