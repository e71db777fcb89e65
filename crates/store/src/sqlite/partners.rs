//! Organisations and their people.

use async_trait::async_trait;
use domain::{AuditEntry, AuditId, Member, Partner, PartnerId, Person, PersonId, Role};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::error::conflict;
use super::{SqliteStore, audit, people, row};
use crate::{Partners, StoreError};

#[async_trait]
impl Partners for SqliteStore {
    async fn add_partner(
        &self,
        partner: &Partner,
        first: &Member,
        entry: &AuditEntry,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        sqlx::query("INSERT INTO partners (id, slug, name, created_at) VALUES (?, ?, ?, ?)")
            .bind(partner.id.to_string())
            .bind(&partner.slug)
            .bind(&partner.name)
            .bind(partner.created_at.as_microsecond())
            .execute(&mut *transaction)
            .await
            .map_err(conflict("slug"))?;
        join(&mut transaction, first).await?;
        audit::add(&mut transaction, entry).await?;
        Ok(transaction.commit().await?)
    }

    async fn partner(&self, id: PartnerId) -> Result<Option<Partner>, StoreError> {
        let row = sqlx::query("SELECT * FROM partners WHERE id = ?").bind(id.to_string());
        row.fetch_optional(&self.reader).await?.map(|row| partner(&row)).transpose()
    }

    async fn partners_of(&self, person: PersonId) -> Result<Vec<(Partner, Member)>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM members JOIN partners ON partners.id = members.partner
             WHERE members.person = ? ORDER BY partners.created_at, partners.id",
        )
        .bind(person.to_string());
        row::all(&rows.fetch_all(&self.reader).await?, |row| Ok((partner(row)?, member(row)?)))
    }

    async fn rename_partner(&self, id: PartnerId, name: &str, entry: &AuditEntry) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        let renamed = sqlx::query("UPDATE partners SET name = ? WHERE id = ?")
            .bind(name)
            .bind(id.to_string())
            .execute(&mut *transaction)
            .await?;
        if renamed.rows_affected() == 0 {
            return Err(StoreError::Missing("partner"));
        }
        audit::add(&mut transaction, entry).await?;
        Ok(transaction.commit().await?)
    }

    async fn member(&self, partner: PartnerId, person: PersonId) -> Result<Option<Member>, StoreError> {
        let row = sqlx::query("SELECT * FROM members WHERE partner = ? AND person = ?")
            .bind(partner.to_string())
            .bind(person.to_string());
        row.fetch_optional(&self.reader).await?.map(|row| member(&row)).transpose()
    }

    async fn members(&self, partner: PartnerId) -> Result<Vec<(Member, Person)>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM members JOIN people ON people.id = members.person
             WHERE members.partner = ? ORDER BY members.since, people.number",
        )
        .bind(partner.to_string());
        row::all(&rows.fetch_all(&self.reader).await?, |row| Ok((member(row)?, people::person(row)?)))
    }

    async fn change_member(&self, member: &Member, entry: &AuditEntry) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        if member.role != Role::Owner {
            keep_an_owner(&mut transaction, member.partner, member.person).await?;
        }
        let changed = sqlx::query("UPDATE members SET role = ? WHERE partner = ? AND person = ?")
            .bind(member.role.as_str())
            .bind(member.partner.to_string())
            .bind(member.person.to_string())
            .execute(&mut *transaction)
            .await?;
        if changed.rows_affected() == 0 {
            return Err(StoreError::Missing("member"));
        }
        audit::add(&mut transaction, entry).await?;
        Ok(transaction.commit().await?)
    }

    async fn remove_member(
        &self,
        partner: PartnerId,
        person: PersonId,
        entry: &AuditEntry,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        keep_an_owner(&mut transaction, partner, person).await?;
        let removed = sqlx::query("DELETE FROM members WHERE partner = ? AND person = ?")
            .bind(partner.to_string())
            .bind(person.to_string())
            .execute(&mut *transaction)
            .await?;
        if removed.rows_affected() == 0 {
            return Err(StoreError::Missing("member"));
        }
        audit::add(&mut transaction, entry).await?;
        Ok(transaction.commit().await?)
    }

    async fn audit(
        &self,
        partner: PartnerId,
        before: Option<AuditId>,
        limit: u32,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        audit::read(self, partner, before, limit).await
    }
}

/// Who is a member already keeps the higher role.
pub(super) async fn join(database: &mut SqliteConnection, new: &Member) -> Result<(), StoreError> {
    let known = sqlx::query("SELECT role FROM members WHERE partner = ? AND person = ?")
        .bind(new.partner.to_string())
        .bind(new.person.to_string())
        .fetch_optional(&mut *database)
        .await?;
    let known = known.map(|row| row::named(&row, "role", Role::named)).transpose()?;
    if known.is_some_and(|known| known >= new.role) {
        return Ok(());
    }
    sqlx::query(
        "INSERT INTO members (partner, person, role, since) VALUES (?, ?, ?, ?)
         ON CONFLICT (partner, person) DO UPDATE SET role = excluded.role",
    )
    .bind(new.partner.to_string())
    .bind(new.person.to_string())
    .bind(new.role.as_str())
    .bind(new.since.as_microsecond())
    .execute(database)
    .await
    .map_err(conflict("member"))?;
    Ok(())
}

/// Fails when this person is the only owner.
async fn keep_an_owner(
    database: &mut SqliteConnection,
    partner: PartnerId,
    person: PersonId,
) -> Result<(), StoreError> {
    let row = sqlx::query(
        "SELECT count(*) AS owners, sum(person = ?) AS this FROM members WHERE partner = ? AND role = ?",
    )
    .bind(person.to_string())
    .bind(partner.to_string())
    .bind(Role::Owner.as_str())
    .fetch_one(database)
    .await?;
    let (owners, this): (i64, Option<i64>) = (row.try_get("owners")?, row.try_get("this")?);
    if owners == 1 && this == Some(1) { Err(StoreError::Conflict("last owner")) } else { Ok(()) }
}

pub(super) fn partner(row: &SqliteRow) -> Result<Partner, StoreError> {
    Ok(Partner {
        id: row::id(row, "id")?,
        slug: row::column(row, "slug")?,
        name: row::column(row, "name")?,
        created_at: row::time(row, "created_at")?,
    })
}

fn member(row: &SqliteRow) -> Result<Member, StoreError> {
    Ok(Member {
        partner: row::id(row, "partner")?,
        person: row::id(row, "person")?,
        role: row::named(row, "role", Role::named)?,
        since: row::time(row, "since")?,
    })
}
