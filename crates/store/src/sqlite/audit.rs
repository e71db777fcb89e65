//! Partners' audit logs.

use domain::{Actor, AuditAction, AuditEntry, AuditId, PartnerId};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use super::error::conflict;
use super::{SqliteStore, row};
use crate::StoreError;

pub(super) async fn add(database: &mut SqliteConnection, entry: &AuditEntry) -> Result<(), StoreError> {
    let (kind, actor) = match entry.by {
        Actor::Person(person) => ("person", person.to_string()),
        Actor::Key(key) => ("key", key.to_string()),
    };
    sqlx::query(
        "INSERT INTO audit (id, partner, at, actor_kind, actor, actor_name, action, target, detail)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(entry.id.to_string())
    .bind(entry.partner.to_string())
    .bind(entry.at.as_microsecond())
    .bind(kind)
    .bind(actor)
    .bind(&entry.by_name)
    .bind(entry.action.as_str())
    .bind(&entry.target)
    .bind(&entry.detail)
    .execute(database)
    .await
    .map_err(conflict("audit entry"))?;
    Ok(())
}

pub(super) async fn read(
    store: &SqliteStore,
    partner: PartnerId,
    before: Option<AuditId>,
    limit: u32,
) -> Result<Vec<AuditEntry>, StoreError> {
    // In the order in which they were written: ids of one millisecond are in none.
    let rows = sqlx::query(
        "SELECT * FROM audit WHERE partner = ?1
             AND (?2 IS NULL OR rowid < (SELECT rowid FROM audit WHERE id = ?2 AND partner = ?1))
         ORDER BY rowid DESC LIMIT ?3",
    )
    .bind(partner.to_string())
    .bind(before.map(|id| id.to_string()))
    .bind(limit);
    row::all(&rows.fetch_all(&store.reader).await?, entry)
}

fn entry(row: &SqliteRow) -> Result<AuditEntry, StoreError> {
    let by = match row::column(row, "actor_kind")? {
        "person" => Actor::Person(row::id(row, "actor")?),
        "key" => Actor::Key(row::id(row, "actor")?),
        other => return Err(StoreError::Damaged(format!("actor kind {other:?}"))),
    };
    Ok(AuditEntry {
        id: row::id(row, "id")?,
        partner: row::id(row, "partner")?,
        at: row::time(row, "at")?,
        by,
        by_name: row::column(row, "actor_name")?,
        action: row::named(row, "action", AuditAction::named)?,
        target: row::column(row, "target")?,
        detail: row::column(row, "detail")?,
    })
}
