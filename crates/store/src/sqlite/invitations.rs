//! Links that let somebody in, once.

use async_trait::async_trait;
use domain::{AuditEntry, Invitation, InvitationId, InvitedTo, Member, PartnerId, Person, Role};
use jiff::Timestamp;
use sqlx::sqlite::SqliteRow;

use super::error::conflict;
use super::{SqliteStore, audit, partners, people, row};
use crate::{Invitations, StoreError};

#[async_trait]
impl Invitations for SqliteStore {
    async fn add_invitation(
        &self,
        invitation: &Invitation,
        entry: Option<&AuditEntry>,
    ) -> Result<(), StoreError> {
        let (partner, role) = match invitation.to {
            InvitedTo::Install => (None, None),
            InvitedTo::Partner { partner, role } => (Some(partner.to_string()), Some(role.as_str())),
        };
        let mut transaction = self.begin().await?;
        // Expired ones serve nobody; inviting is the time to sweep them out.
        sqlx::query("DELETE FROM invitations WHERE expires_at <= ?")
            .bind(invitation.created_at.as_microsecond())
            .execute(&mut *transaction)
            .await?;
        sqlx::query(
            "INSERT INTO invitations (id, secret_hash, partner, role, invited_by, created_at, expires_at)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(invitation.id.to_string())
        .bind(invitation.secret_hash.as_slice())
        .bind(partner)
        .bind(role)
        .bind(invitation.by.to_string())
        .bind(invitation.created_at.as_microsecond())
        .bind(invitation.expires_at.as_microsecond())
        .execute(&mut *transaction)
        .await
        .map_err(conflict("invitation"))?;
        if let Some(entry) = entry {
            audit::add(&mut transaction, entry).await?;
        }
        Ok(transaction.commit().await?)
    }

    async fn invitation(
        &self,
        secret_hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<Invitation>, StoreError> {
        let row = sqlx::query("SELECT * FROM invitations WHERE secret_hash = ? AND expires_at > ?")
            .bind(secret_hash.as_slice())
            .bind(now.as_microsecond());
        row.fetch_optional(&self.reader).await?.map(|row| invitation(&row)).transpose()
    }

    async fn invitations(
        &self,
        partner: Option<PartnerId>,
        now: Timestamp,
    ) -> Result<Vec<Invitation>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM invitations WHERE partner IS ? AND expires_at > ? ORDER BY created_at, id",
        )
        .bind(partner.map(|id| id.to_string()))
        .bind(now.as_microsecond());
        row::all(&rows.fetch_all(&self.reader).await?, invitation)
    }

    async fn remove_invitation(
        &self,
        partner: Option<PartnerId>,
        id: InvitationId,
        entry: Option<&AuditEntry>,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let removed = sqlx::query("DELETE FROM invitations WHERE id = ? AND partner IS ?")
            .bind(id.to_string())
            .bind(partner.map(|id| id.to_string()))
            .execute(&mut *transaction)
            .await?;
        if removed.rows_affected() == 0 {
            return Ok(false);
        }
        if let Some(entry) = entry {
            audit::add(&mut transaction, entry).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    async fn accept_invitation(
        &self,
        id: InvitationId,
        person: Option<&Person>,
        member: Option<&Member>,
        entry: Option<&AuditEntry>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        let used = sqlx::query("DELETE FROM invitations WHERE id = ?")
            .bind(id.to_string())
            .execute(&mut *transaction)
            .await?;
        if used.rows_affected() == 0 {
            return Err(StoreError::Missing("invitation"));
        }
        if let Some(person) = person {
            people::add(&mut transaction, person).await?;
        }
        if let Some(member) = member {
            partners::join(&mut transaction, member).await?;
        }
        if let Some(entry) = entry {
            audit::add(&mut transaction, entry).await?;
        }
        Ok(transaction.commit().await?)
    }
}

fn invitation(row: &SqliteRow) -> Result<Invitation, StoreError> {
    let to = match row::optional_id(row, "partner")? {
        None => InvitedTo::Install,
        Some(partner) => InvitedTo::Partner { partner, role: row::named(row, "role", Role::named)? },
    };
    Ok(Invitation {
        id: row::id(row, "id")?,
        secret_hash: row::hash(row::column(row, "secret_hash")?)?,
        to,
        by: row::id(row, "invited_by")?,
        created_at: row::time(row, "created_at")?,
        expires_at: row::time(row, "expires_at")?,
    })
}
