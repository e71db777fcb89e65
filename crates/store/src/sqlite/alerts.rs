//! Timers and alarms.

use async_trait::async_trait;
use domain::{Alert, AlertId, PersonId, Repeat};
use jiff::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{Executor, Sqlite, SqliteConnection};

use super::error::conflict;
use super::{SqliteStore, row};
use crate::{AlertStop, Alerts, StoreError, record};

#[async_trait]
impl Alerts for SqliteStore {
    async fn alert(&self, id: AlertId) -> Result<Option<Alert>, StoreError> {
        let row = sqlx::query("SELECT * FROM alerts WHERE id = ?").bind(id.to_string());
        row.fetch_optional(&self.reader).await?.map(|row| alert(&row)).transpose()
    }

    async fn open_alerts(&self, person: PersonId) -> Result<Vec<Alert>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM alerts WHERE person = ? AND state IN ('pending', 'ringing') ORDER BY due, id",
        )
        .bind(person.to_string());
        row::all(&rows.fetch_all(&self.reader).await?, alert)
    }

    async fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        let due: Option<i64> = sqlx::query_scalar("SELECT MIN(due) FROM alerts WHERE state = 'pending'")
            .fetch_one(&self.reader)
            .await?;
        due.map(row::parse_time).transpose()
    }

    async fn ring_due(&self, now: Timestamp) -> Result<Vec<Alert>, StoreError> {
        // The clock comes round often and mostly for nothing, which must not cost a write.
        if self.next_due().await?.is_none_or(|due| due > now) {
            return Ok(Vec::new());
        }
        let rows = sqlx::query(
            "UPDATE alerts SET state = 'ringing' WHERE state = 'pending' AND due <= ? RETURNING *",
        )
        .bind(now.as_microsecond())
        .fetch_all(&self.writer)
        .await?;
        let mut alerts = row::all(&rows, alert)?;
        alerts.sort_by_key(|alert| (alert.due, alert.id));
        Ok(alerts)
    }

    async fn cancel_alert(&self, id: AlertId) -> Result<bool, StoreError> {
        cancel(&self.writer, id).await
    }

    async fn silence_alert(&self, id: AlertId, again: Option<Timestamp>) -> Result<bool, StoreError> {
        silence(&self.writer, id, again).await
    }

    async fn ringing_alerts(&self) -> Result<Vec<Alert>, StoreError> {
        let rows = sqlx::query("SELECT * FROM alerts WHERE state = 'ringing' ORDER BY due, id");
        row::all(&rows.fetch_all(&self.reader).await?, alert)
    }
}

pub(super) async fn add(database: &mut SqliteConnection, alert: &Alert) -> Result<(), StoreError> {
    let weekdays = match alert.repeat {
        Repeat::Once => None,
        Repeat::Weekly(days) => Some(days),
    };
    sqlx::query(
        "INSERT INTO alerts (id, person, conversation, kind, label, due, weekdays, state, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(alert.id.to_string())
    .bind(alert.person.to_string())
    .bind(alert.conversation.to_string())
    .bind(record::write_alert_kind(alert.kind))
    .bind(&alert.label)
    .bind(alert.due.as_microsecond())
    .bind(weekdays)
    .bind(record::write_alert_state(alert.state))
    .bind(alert.created_at.as_microsecond())
    .execute(database)
    .await
    .map_err(conflict("alert"))?;
    Ok(())
}

/// Silences or cancels, whichever its state asks for.
pub(super) async fn stop(database: &mut SqliteConnection, stop: &AlertStop) -> Result<(), StoreError> {
    if !silence(&mut *database, stop.alert, stop.again).await? {
        cancel(database, stop.alert).await?;
    }
    Ok(())
}

async fn cancel(database: impl Executor<'_, Database = Sqlite>, id: AlertId) -> Result<bool, StoreError> {
    let cancelled = sqlx::query("UPDATE alerts SET state = 'cancelled' WHERE id = ? AND state = 'pending'")
        .bind(id.to_string())
        .execute(database)
        .await?;
    Ok(cancelled.rows_affected() > 0)
}

async fn silence(
    database: impl Executor<'_, Database = Sqlite>,
    id: AlertId,
    again: Option<Timestamp>,
) -> Result<bool, StoreError> {
    let state = if again.is_some() { "pending" } else { "done" };
    let silenced =
        sqlx::query("UPDATE alerts SET state = ?, due = COALESCE(?, due) WHERE id = ? AND state = 'ringing'")
            .bind(state)
            .bind(again.map(Timestamp::as_microsecond))
            .bind(id.to_string())
            .execute(database)
            .await?;
    Ok(silenced.rows_affected() > 0)
}

fn alert(row: &SqliteRow) -> Result<Alert, StoreError> {
    let weekdays: Option<u8> = row::column(row, "weekdays")?;
    Ok(Alert {
        id: row::id(row, "id")?,
        person: row::id(row, "person")?,
        conversation: row::id(row, "conversation")?,
        kind: record::read_alert_kind(row::column(row, "kind")?)?,
        label: row::column(row, "label")?,
        due: row::time(row, "due")?,
        repeat: weekdays.map_or(Repeat::Once, Repeat::Weekly),
        state: record::read_alert_state(row::column(row, "state")?)?,
        created_at: row::time(row, "created_at")?,
    })
}
