//! What bots of partners were asked, an hour at a time, and what they could not answer.

use async_trait::async_trait;
use domain::{BotId, BotQuestion, Crowd, Nearest, QuestionId, Tally};
use jiff::Timestamp;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use super::{SqliteStore, row};
use crate::{BotRecord, BotRecords, RecordBounds, StoreError, record};

const HOUR: i64 = 60 * 60;

#[async_trait]
impl BotRecords for SqliteStore {
    async fn record_bots(&self, records: &[BotRecord], bounds: &RecordBounds) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        for BotRecord { bot, hours, questions } in records {
            let known = sqlx::query("SELECT 1 FROM bots WHERE id = ?").bind(bot.to_string());
            if known.fetch_optional(&mut *transaction).await?.is_none() {
                continue;
            }
            for (hour, tally) in hours {
                add_hour(&mut transaction, *bot, *hour, tally).await?;
            }
            for question in questions {
                add_question(&mut transaction, *bot, question).await?;
            }
            forget(&mut transaction, *bot, bounds).await?;
        }
        Ok(transaction.commit().await?)
    }

    async fn bot_hours(
        &self,
        bot: BotId,
        from: Timestamp,
        before: Timestamp,
    ) -> Result<Vec<(Timestamp, Tally)>, StoreError> {
        let rows =
            sqlx::query("SELECT * FROM bot_hours WHERE bot = ? AND hour >= ? AND hour < ? ORDER BY hour")
                .bind(bot.to_string())
                .bind(hour_of(from))
                .bind(hour_of(before));
        row::all(&rows.fetch_all(&self.reader).await?, |row| {
            let hour: i64 = row::column(row, "hour")?;
            let began = Timestamp::from_second(hour.saturating_mul(HOUR));
            let began = began.map_err(|_| StoreError::Damaged(format!("hour {hour}")))?;
            Ok((began, tally(row)?))
        })
    }

    async fn bot_questions(&self, bot: BotId, limit: u32) -> Result<Vec<BotQuestion>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM bot_questions WHERE bot = ? AND NOT dismissed
             ORDER BY last_at DESC, number DESC LIMIT ?",
        )
        .bind(bot.to_string())
        .bind(limit);
        row::all(&rows.fetch_all(&self.reader).await?, question)
    }

    async fn settle_question(
        &self,
        bot: BotId,
        question: QuestionId,
        for_good: bool,
    ) -> Result<bool, StoreError> {
        let settle = match for_good {
            true => "UPDATE bot_questions SET dismissed = 1 WHERE bot = ? AND id = ? AND NOT dismissed",
            false => "DELETE FROM bot_questions WHERE bot = ? AND id = ? AND NOT dismissed",
        };
        let settled = sqlx::query(settle).bind(bot.to_string()).bind(question.to_string());
        Ok(settled.execute(&self.writer).await?.rows_affected() > 0)
    }
}

async fn add_hour(
    database: &mut SqliteConnection,
    bot: BotId,
    hour: Timestamp,
    more: &Tally,
) -> Result<(), StoreError> {
    let before = sqlx::query("SELECT * FROM bot_hours WHERE bot = ? AND hour = ?")
        .bind(bot.to_string())
        .bind(hour_of(hour));
    let before = before.fetch_optional(&mut *database).await?;
    // An hour that cannot be read any more is counted anew: it must not stop all others.
    let mut sum = before.and_then(|row| tally(&row).ok()).unwrap_or_default();
    sum.add(more);
    let people: Vec<u8> = sum.people.numbers().flat_map(u64::to_be_bytes).collect();
    sqlx::query(
        "INSERT OR REPLACE INTO bot_hours (bot, hour, turns, fallbacks, errors, blocks, waits, people)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(bot.to_string())
    .bind(hour_of(hour))
    .bind(sum.turns.cast_signed())
    .bind(sum.fallbacks.cast_signed())
    .bind(sum.errors.cast_signed())
    .bind(record::write_counts(&sum.blocks))
    .bind(record::write_waits(&sum.waits))
    .bind(people)
    .execute(database)
    .await?;
    Ok(())
}

async fn add_question(
    database: &mut SqliteConnection,
    bot: BotId,
    question: &BotQuestion,
) -> Result<(), StoreError> {
    let nearest = question.nearest.as_ref();
    sqlx::query(
        "INSERT INTO bot_questions (id, bot, text, language, times, first_at, last_at, block, confidence)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (bot, text) DO UPDATE SET times = times + excluded.times,
             first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at),
             block = excluded.block, confidence = excluded.confidence",
    )
    .bind(question.id.to_string())
    .bind(bot.to_string())
    .bind(&question.text)
    .bind(record::write_language(question.language))
    .bind(question.times.cast_signed())
    .bind(question.first_at.as_microsecond())
    .bind(question.last_at.as_microsecond())
    .bind(nearest.map(|nearest| &nearest.block))
    .bind(nearest.map(|nearest| nearest.confidence))
    .execute(database)
    .await?;
    Ok(())
}

/// Those that wait and those that were dismissed are as many each.
async fn forget(
    database: &mut SqliteConnection,
    bot: BotId,
    bounds: &RecordBounds,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM bot_hours WHERE bot = ? AND hour < ?")
        .bind(bot.to_string())
        .bind(hour_of(bounds.hours_since))
        .execute(&mut *database)
        .await?;
    for dismissed in [false, true] {
        sqlx::query(
            "DELETE FROM bot_questions WHERE bot = ?1 AND dismissed = ?2 AND (last_at < ?3 OR number NOT IN (
                 SELECT number FROM bot_questions WHERE bot = ?1 AND dismissed = ?2
                 ORDER BY last_at DESC, number DESC LIMIT ?4))",
        )
        .bind(bot.to_string())
        .bind(dismissed)
        .bind(bounds.questions_since.as_microsecond())
        .bind(bounds.questions)
        .execute(&mut *database)
        .await?;
    }
    Ok(())
}

fn hour_of(time: Timestamp) -> i64 {
    time.as_second().div_euclid(HOUR)
}

fn tally(row: &SqliteRow) -> Result<Tally, StoreError> {
    let people: &[u8] = row::column(row, "people")?;
    let (people, rest) = people.as_chunks();
    if !rest.is_empty() {
        return Err(StoreError::Damaged("people of an hour".into()));
    }
    Ok(Tally {
        turns: row::count(row, "turns")?,
        fallbacks: row::count(row, "fallbacks")?,
        errors: row::count(row, "errors")?,
        blocks: record::read_counts(row::column(row, "blocks")?)?,
        waits: record::read_waits(row::column(row, "waits")?)?,
        people: people.iter().map(|number| u64::from_be_bytes(*number)).collect::<Crowd>(),
    })
}

fn question(row: &SqliteRow) -> Result<BotQuestion, StoreError> {
    let (block, confidence): (Option<String>, Option<f32>) =
        (row::column(row, "block")?, row::column(row, "confidence")?);
    let nearest = block.zip(confidence).map(|(block, confidence)| Nearest { block, confidence });
    Ok(BotQuestion {
        id: row::id(row, "id")?,
        text: row::column(row, "text")?,
        language: record::read_language(row::column(row, "language")?)?,
        times: row::count(row, "times")?,
        first_at: row::time(row, "first_at")?,
        last_at: row::time(row, "last_at")?,
        nearest,
    })
}
