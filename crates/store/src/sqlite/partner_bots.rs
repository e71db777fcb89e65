//! Partners' bots, and who has added them.

use async_trait::async_trait;
use domain::{
    AuditEntry, BotFace, BotId, BotSource, BotVersion, Draft, Partner, PartnerBot, PartnerId, PersonId,
};
use jiff::Timestamp;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use super::error::conflict;
use super::{SqliteStore, audit, row};
use crate::{PartnerBots, StoreError, record};

#[async_trait]
impl PartnerBots for SqliteStore {
    async fn add_bot(&self, bot: &PartnerBot, draft: &Draft, entry: &AuditEntry) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        sqlx::query(
            "INSERT INTO bots (id, partner, handle, face, live, listed, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(bot.id.to_string())
        .bind(bot.partner.to_string())
        .bind(&bot.handle)
        .bind(bot.face.as_ref().map(record::write_bot_face))
        .bind(bot.live)
        .bind(bot.listed)
        .bind(bot.created_at.as_microsecond())
        .execute(&mut *transaction)
        .await
        .map_err(conflict("bot"))?;
        put_draft(&mut transaction, bot.id, draft.revision, draft).await?;
        audit::add(&mut transaction, entry).await?;
        Ok(transaction.commit().await?)
    }

    async fn bots(&self, partner: PartnerId) -> Result<Vec<PartnerBot>, StoreError> {
        let rows =
            sqlx::query("SELECT * FROM bots WHERE partner = ? ORDER BY number").bind(partner.to_string());
        row::all(&rows.fetch_all(&self.reader).await?, bot)
    }

    async fn bot(&self, handle: &str) -> Result<Option<PartnerBot>, StoreError> {
        let row = sqlx::query("SELECT * FROM bots WHERE handle = ?").bind(handle);
        row.fetch_optional(&self.reader).await?.map(|row| bot(&row)).transpose()
    }

    async fn draft(&self, bot: BotId) -> Result<Option<Draft>, StoreError> {
        let row = sqlx::query("SELECT * FROM bot_drafts WHERE bot = ?").bind(bot.to_string());
        row.fetch_optional(&self.reader).await?.map(|row| draft(&row)).transpose()
    }

    async fn save_draft(
        &self,
        bot: BotId,
        seen: Option<u64>,
        draft: &Draft,
        face: Option<&BotFace>,
    ) -> Result<u64, StoreError> {
        let mut transaction = self.begin().await?;
        let now = sqlx::query("SELECT revision FROM bot_drafts WHERE bot = ?").bind(bot.to_string());
        let now = now.fetch_optional(&mut *transaction).await?.ok_or(StoreError::Missing("bot"))?;
        let now: u64 = row::count(&now, "revision")?;
        if seen.is_some_and(|seen| seen != now) {
            return Err(StoreError::Conflict("draft"));
        }
        put_draft(&mut transaction, bot, now + 1, draft).await?;
        if let Some(face) = face {
            sqlx::query("UPDATE bots SET face = ? WHERE id = ? AND live IS NULL")
                .bind(record::write_bot_face(face))
                .bind(bot.to_string())
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(now + 1)
    }

    async fn deploy_bot(
        &self,
        bot: BotId,
        version: &BotVersion,
        source: &BotSource,
        face: &BotFace,
        keep: u32,
        entry: &AuditEntry,
    ) -> Result<u32, StoreError> {
        let mut transaction = self.begin().await?;
        let last: Option<u32> = sqlx::query_scalar("SELECT max(number) FROM bot_versions WHERE bot = ?")
            .bind(bot.to_string())
            .fetch_one(&mut *transaction)
            .await?;
        let number = last.unwrap_or_default() + 1;
        sqlx::query(
            "INSERT INTO bot_versions (bot, number, source, made_at, made_by, note, passed, tested)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(bot.to_string())
        .bind(number)
        .bind(record::write_bot_source(source))
        .bind(version.made_at.as_microsecond())
        .bind(&version.made_by)
        .bind(&version.note)
        .bind(version.passed)
        .bind(version.tested)
        .execute(&mut *transaction)
        .await
        .map_err(missing_bot)?;
        live(&mut transaction, bot, Some((number, face))).await?;
        sqlx::query("DELETE FROM bot_versions WHERE bot = ? AND number <= ? AND number != ?")
            .bind(bot.to_string())
            .bind(i64::from(number) - i64::from(keep))
            .bind(number)
            .execute(&mut *transaction)
            .await?;
        let entry =
            AuditEntry { detail: format!("{number} {}", entry.detail).trim().to_owned(), ..entry.clone() };
        audit::add(&mut transaction, &entry).await?;
        transaction.commit().await?;
        Ok(number)
    }

    async fn set_live(
        &self,
        bot: BotId,
        version: Option<(u32, &BotFace)>,
        entry: &AuditEntry,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        if let Some((version, _)) = version {
            let known = sqlx::query("SELECT 1 FROM bot_versions WHERE bot = ? AND number = ?")
                .bind(bot.to_string())
                .bind(version);
            known.fetch_optional(&mut *transaction).await?.ok_or(StoreError::Missing("version"))?;
        }
        live(&mut transaction, bot, version).await?;
        audit::add(&mut transaction, entry).await?;
        Ok(transaction.commit().await?)
    }

    async fn bot_versions(&self, bot: BotId) -> Result<Vec<BotVersion>, StoreError> {
        let rows = sqlx::query(
            "SELECT number, made_at, made_by, note, passed, tested FROM bot_versions WHERE bot = ?
             ORDER BY number DESC",
        )
        .bind(bot.to_string());
        row::all(&rows.fetch_all(&self.reader).await?, version)
    }

    async fn bot_source(&self, bot: BotId, version: u32) -> Result<Option<BotSource>, StoreError> {
        let source: Option<String> =
            sqlx::query_scalar("SELECT source FROM bot_versions WHERE bot = ? AND number = ?")
                .bind(bot.to_string())
                .bind(version)
                .fetch_optional(&self.reader)
                .await?;
        source.map(|source| record::read_bot_source(&source)).transpose()
    }

    async fn set_listed(&self, bot: BotId, listed: bool, entry: &AuditEntry) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        let changed =
            sqlx::query("UPDATE bots SET listed = ? WHERE id = ?").bind(listed).bind(bot.to_string());
        if changed.execute(&mut *transaction).await?.rows_affected() == 0 {
            return Err(StoreError::Missing("bot"));
        }
        audit::add(&mut transaction, entry).await?;
        Ok(transaction.commit().await?)
    }

    async fn remove_bot(&self, bot: BotId, entry: &AuditEntry) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        let removed = sqlx::query("DELETE FROM bots WHERE id = ?").bind(bot.to_string());
        if removed.execute(&mut *transaction).await?.rows_affected() == 0 {
            return Err(StoreError::Missing("bot"));
        }
        audit::add(&mut transaction, entry).await?;
        Ok(transaction.commit().await?)
    }

    async fn listed_bots(&self) -> Result<Vec<(PartnerBot, Partner)>, StoreError> {
        let rows = sqlx::query(
            "SELECT bots.*, partners.slug, partners.name, partners.created_at AS partner_since
             FROM bots JOIN partners ON partners.id = bots.partner
             WHERE bots.listed AND bots.live IS NOT NULL ORDER BY bots.handle",
        );
        row::all(&rows.fetch_all(&self.reader).await?, |row| {
            let bot = bot(row)?;
            let partner = Partner {
                id: bot.partner,
                slug: row::column(row, "slug")?,
                name: row::column(row, "name")?,
                created_at: row::time(row, "partner_since")?,
            };
            Ok((bot, partner))
        })
    }

    async fn add_bot_of(&self, person: PersonId, bot: BotId, at: Timestamp) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO added_bots (person, bot, added_at) VALUES (?, ?, ?)
             ON CONFLICT (person, bot) DO NOTHING",
        )
        .bind(person.to_string())
        .bind(bot.to_string())
        .bind(at.as_microsecond())
        .execute(&self.writer)
        .await
        .map_err(missing_bot)?;
        Ok(())
    }

    async fn remove_bot_of(&self, person: PersonId, bot: BotId) -> Result<bool, StoreError> {
        let removed = sqlx::query("DELETE FROM added_bots WHERE person = ? AND bot = ?")
            .bind(person.to_string())
            .bind(bot.to_string())
            .execute(&self.writer)
            .await?;
        Ok(removed.rows_affected() > 0)
    }

    async fn bots_of(&self, person: PersonId) -> Result<Vec<PartnerBot>, StoreError> {
        let rows = sqlx::query(
            "SELECT bots.* FROM added_bots JOIN bots ON bots.id = added_bots.bot
             WHERE added_bots.person = ? AND bots.live IS NOT NULL ORDER BY added_bots.added_at, bots.number",
        )
        .bind(person.to_string());
        row::all(&rows.fetch_all(&self.reader).await?, bot)
    }
}

async fn put_draft(
    database: &mut SqliteConnection,
    bot: BotId,
    revision: u64,
    draft: &Draft,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO bot_drafts (bot, source, revision, fault, saved_at, saved_by) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (bot) DO UPDATE SET source = excluded.source, revision = excluded.revision,
             fault = excluded.fault, saved_at = excluded.saved_at, saved_by = excluded.saved_by",
    )
    .bind(bot.to_string())
    .bind(record::write_bot_source(&draft.source))
    .bind(revision.cast_signed())
    .bind(draft.fault.as_ref().map(record::write_bot_fault))
    .bind(draft.saved_at.as_microsecond())
    .bind(&draft.saved_by)
    .execute(database)
    .await
    .map_err(missing_bot)?;
    Ok(())
}

async fn live(
    database: &mut SqliteConnection,
    bot: BotId,
    version: Option<(u32, &BotFace)>,
) -> Result<(), StoreError> {
    let changed = sqlx::query("UPDATE bots SET live = ?, face = ifnull(?, face) WHERE id = ?")
        .bind(version.map(|(number, _)| number))
        .bind(version.map(|(_, face)| record::write_bot_face(face)))
        .bind(bot.to_string());
    if changed.execute(database).await?.rows_affected() == 0 {
        return Err(StoreError::Missing("bot"));
    }
    Ok(())
}

/// Whatever refers to a bot that is gone.
fn missing_bot(error: sqlx::Error) -> StoreError {
    match conflict("bot")(error) {
        StoreError::Missing(_) => StoreError::Missing("bot"),
        other => other,
    }
}

fn bot(row: &SqliteRow) -> Result<PartnerBot, StoreError> {
    let face: Option<&str> = row::column(row, "face")?;
    Ok(PartnerBot {
        id: row::id(row, "id")?,
        partner: row::id(row, "partner")?,
        handle: row::column(row, "handle")?,
        face: face.map(record::read_bot_face).transpose()?,
        live: row::column(row, "live")?,
        listed: row::column(row, "listed")?,
        created_at: row::time(row, "created_at")?,
    })
}

fn draft(row: &SqliteRow) -> Result<Draft, StoreError> {
    let fault: Option<&str> = row::column(row, "fault")?;
    Ok(Draft {
        source: record::read_bot_source(row::column(row, "source")?)?,
        revision: row::count(row, "revision")?,
        fault: fault.map(record::read_bot_fault).transpose()?,
        saved_at: row::time(row, "saved_at")?,
        saved_by: row::column(row, "saved_by")?,
    })
}

fn version(row: &SqliteRow) -> Result<BotVersion, StoreError> {
    Ok(BotVersion {
        number: row::count(row, "number")?,
        made_at: row::time(row, "made_at")?,
        made_by: row::column(row, "made_by")?,
        note: row::column(row, "note")?,
        passed: row::count(row, "passed")?,
        tested: row::count(row, "tested")?,
    })
}
