//! Partners' keys.

use async_trait::async_trait;
use domain::{AuditEntry, FormerSecret, PartnerId, PartnerKey, PartnerKeyId, Scope};
use jiff::Timestamp;
use sqlx::sqlite::SqliteRow;

use super::error::conflict;
use super::{SqliteStore, audit, row};
use crate::{PartnerKeys, StoreError};

#[async_trait]
impl PartnerKeys for SqliteStore {
    async fn add_partner_key(&self, key: &PartnerKey, entry: &AuditEntry) -> Result<(), StoreError> {
        let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.as_str()).collect();
        let mut transaction = self.begin().await?;
        sqlx::query(
            "INSERT INTO partner_keys (id, partner, name, hint, secret_hash, scopes, created_at, expires_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(key.id.to_string())
        .bind(key.partner.to_string())
        .bind(&key.name)
        .bind(&key.hint)
        .bind(key.secret_hash.as_slice())
        .bind(scopes.join(" "))
        .bind(key.created_at.as_microsecond())
        .bind(key.expires_at.map(Timestamp::as_microsecond))
        .execute(&mut *transaction)
        .await
        .map_err(conflict("name"))?;
        audit::add(&mut transaction, entry).await?;
        Ok(transaction.commit().await?)
    }

    async fn partner_keys(&self, partner: PartnerId) -> Result<Vec<PartnerKey>, StoreError> {
        let rows = sqlx::query("SELECT * FROM partner_keys WHERE partner = ? ORDER BY created_at, id")
            .bind(partner.to_string());
        row::all(&rows.fetch_all(&self.reader).await?, key)
    }

    async fn partner_key(
        &self,
        secret_hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<PartnerKey>, StoreError> {
        let row = sqlx::query(
            "SELECT * FROM partner_keys
             WHERE (secret_hash = ?1 OR (former_hash = ?1 AND former_until > ?2))
                 AND (expires_at IS NULL OR expires_at > ?2)",
        )
        .bind(secret_hash.as_slice())
        .bind(now.as_microsecond());
        row.fetch_optional(&self.reader).await?.map(|row| key(&row)).transpose()
    }

    async fn rotate_partner_key(
        &self,
        partner: PartnerId,
        id: PartnerKeyId,
        secret: (&[u8; 32], &str),
        former_until: Timestamp,
        entry: &AuditEntry,
    ) -> Result<(), StoreError> {
        let (hash, hint) = secret;
        let mut transaction = self.begin().await?;
        let rotated = sqlx::query(
            "UPDATE partner_keys SET former_hash = secret_hash, former_until = ?, secret_hash = ?, hint = ?
             WHERE id = ? AND partner = ?",
        )
        .bind(former_until.as_microsecond())
        .bind(hash.as_slice())
        .bind(hint)
        .bind(id.to_string())
        .bind(partner.to_string())
        .execute(&mut *transaction)
        .await
        .map_err(conflict("secret"))?;
        if rotated.rows_affected() == 0 {
            return Err(StoreError::Missing("key"));
        }
        audit::add(&mut transaction, entry).await?;
        Ok(transaction.commit().await?)
    }

    async fn remove_partner_key(
        &self,
        partner: PartnerId,
        id: PartnerKeyId,
        entry: &AuditEntry,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        let removed = sqlx::query("DELETE FROM partner_keys WHERE id = ? AND partner = ?")
            .bind(id.to_string())
            .bind(partner.to_string())
            .execute(&mut *transaction)
            .await?;
        if removed.rows_affected() == 0 {
            return Err(StoreError::Missing("key"));
        }
        audit::add(&mut transaction, entry).await?;
        Ok(transaction.commit().await?)
    }

    async fn use_partner_key(&self, id: PartnerKeyId, at: Timestamp) -> Result<(), StoreError> {
        sqlx::query("UPDATE partner_keys SET last_used_at = ? WHERE id = ?")
            .bind(at.as_microsecond())
            .bind(id.to_string())
            .execute(&self.writer)
            .await?;
        Ok(())
    }
}

fn key(row: &SqliteRow) -> Result<PartnerKey, StoreError> {
    let scopes: &str = row::column(row, "scopes")?;
    let scope = |name: &str| Scope::named(name).ok_or_else(|| StoreError::Damaged(format!("scope {name:?}")));
    let former: Option<&[u8]> = row::column(row, "former_hash")?;
    let former = match (former, row::optional_time(row, "former_until")?) {
        (Some(hash), Some(until)) => Some(FormerSecret { hash: row::hash(hash)?, until }),
        _ => None,
    };
    Ok(PartnerKey {
        id: row::id(row, "id")?,
        partner: row::id(row, "partner")?,
        name: row::column(row, "name")?,
        hint: row::column(row, "hint")?,
        secret_hash: row::hash(row::column(row, "secret_hash")?)?,
        scopes: scopes.split_whitespace().map(scope).collect::<Result<_, _>>()?,
        created_at: row::time(row, "created_at")?,
        expires_at: row::optional_time(row, "expires_at")?,
        former,
        last_used_at: row::optional_time(row, "last_used_at")?,
    })
}
