//! People and their sign-in sessions.

use async_trait::async_trait;
use domain::{Person, PersonId, Role, SessionId, SignInSession};
use jiff::Timestamp;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use super::error::conflict;
use super::{SqliteStore, row};
use crate::{People, StoreError, record};

#[async_trait]
impl People for SqliteStore {
    async fn add_person(&self, person: &Person) -> Result<(), StoreError> {
        let mut database = self.writer.acquire().await?;
        add(&mut database, person).await
    }

    async fn person(&self, id: PersonId) -> Result<Option<Person>, StoreError> {
        let row = sqlx::query("SELECT * FROM people WHERE id = ?").bind(id.to_string());
        row.fetch_optional(&self.reader).await?.map(|row| person(&row)).transpose()
    }

    async fn person_named(&self, name: &str) -> Result<Option<Person>, StoreError> {
        let row = sqlx::query("SELECT * FROM people WHERE name = ?").bind(name);
        row.fetch_optional(&self.reader).await?.map(|row| person(&row)).transpose()
    }

    async fn owner(&self) -> Result<Option<Person>, StoreError> {
        let row = sqlx::query("SELECT * FROM people ORDER BY number LIMIT 1");
        row.fetch_optional(&self.reader).await?.map(|row| person(&row)).transpose()
    }

    async fn people(&self) -> Result<Vec<Person>, StoreError> {
        let rows = sqlx::query("SELECT * FROM people ORDER BY number").fetch_all(&self.reader).await?;
        row::all(&rows, person)
    }

    async fn update_person(&self, person: &Person) -> Result<(), StoreError> {
        let updated =
            sqlx::query("UPDATE people SET name = ?, language = ?, time_zone = ?, password = ? WHERE id = ?")
                .bind(&person.name)
                .bind(record::write_language(person.language))
                .bind(&person.time_zone)
                .bind(&person.password)
                .bind(person.id.to_string())
                .execute(&self.writer)
                .await
                .map_err(conflict("name"))?;
        if updated.rows_affected() == 0 { Err(StoreError::Missing("person")) } else { Ok(()) }
    }

    async fn remove_person(&self, id: PersonId) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        let id = id.to_string();
        let alone: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM members AS own WHERE person = ?1 AND role = ?2 AND NOT EXISTS (
                 SELECT 1 FROM members WHERE partner = own.partner AND role = ?2 AND person <> ?1)",
        )
        .bind(&id)
        .bind(Role::Owner.as_str())
        .fetch_one(&mut *transaction)
        .await?;
        if alone > 0 {
            return Err(StoreError::Conflict("last owner"));
        }
        // What refers to the person goes with them; these do not refer.
        for statement in [
            "DELETE FROM conversations WHERE principal_kind = 'person' AND principal = ?",
            "UPDATE catalog_versions SET version = version + 1
             WHERE catalog IN (SELECT catalog FROM catalog_feedback WHERE person = ?)",
            "DELETE FROM catalog_feedback WHERE person = ?",
        ] {
            sqlx::query(statement).bind(&id).execute(&mut *transaction).await?;
        }
        let removed =
            sqlx::query("DELETE FROM people WHERE id = ?").bind(&id).execute(&mut *transaction).await?;
        if removed.rows_affected() == 0 {
            return Err(StoreError::Missing("person"));
        }
        Ok(transaction.commit().await?)
    }

    async fn add_session(&self, session: &SignInSession) -> Result<(), StoreError> {
        // Expired sessions serve nobody; signing in is the time to sweep them out.
        let mut transaction = self.begin().await?;
        sqlx::query("DELETE FROM sessions WHERE expires_at <= ?")
            .bind(session.created_at.as_microsecond())
            .execute(&mut *transaction)
            .await?;
        sqlx::query(
            "INSERT INTO sessions (id, person, secret_hash, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(session.id.to_string())
        .bind(session.person.to_string())
        .bind(session.secret_hash.as_slice())
        .bind(session.created_at.as_microsecond())
        .bind(session.expires_at.as_microsecond())
        .execute(&mut *transaction)
        .await
        .map_err(conflict("session"))?;
        Ok(transaction.commit().await?)
    }

    async fn session(
        &self,
        secret_hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<SignInSession>, StoreError> {
        let row = sqlx::query("SELECT * FROM sessions WHERE secret_hash = ? AND expires_at > ?")
            .bind(secret_hash.as_slice())
            .bind(now.as_microsecond());
        row.fetch_optional(&self.reader).await?.map(|row| session(&row)).transpose()
    }

    async fn end_session(&self, id: SessionId) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM sessions WHERE id = ?").bind(id.to_string()).execute(&self.writer).await?;
        Ok(())
    }

    async fn end_sessions(&self, person: PersonId) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM sessions WHERE person = ?")
            .bind(person.to_string())
            .execute(&self.writer)
            .await?;
        Ok(())
    }
}

pub(super) async fn add(database: &mut SqliteConnection, person: &Person) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO people (id, name, language, time_zone, password, created_at) VALUES (?, ?, ?, ?, ?, ?)",
    )
    .bind(person.id.to_string())
    .bind(&person.name)
    .bind(record::write_language(person.language))
    .bind(&person.time_zone)
    .bind(&person.password)
    .bind(person.created_at.as_microsecond())
    .execute(database)
    .await
    .map_err(conflict("name"))?;
    Ok(())
}

pub(super) fn person(row: &SqliteRow) -> Result<Person, StoreError> {
    Ok(Person {
        id: row::id(row, "id")?,
        name: row::column(row, "name")?,
        language: record::read_language(row::column(row, "language")?)?,
        time_zone: row::column(row, "time_zone")?,
        password: row::column(row, "password")?,
        created_at: row::time(row, "created_at")?,
    })
}

fn session(row: &SqliteRow) -> Result<SignInSession, StoreError> {
    let secret_hash: &[u8] = row::column(row, "secret_hash")?;
    let secret_hash = secret_hash.try_into();
    Ok(SignInSession {
        id: row::id(row, "id")?,
        person: row::id(row, "person")?,
        secret_hash: secret_hash.map_err(|_| StoreError::Damaged("the hash of a session".into()))?,
        created_at: row::time(row, "created_at")?,
        expires_at: row::time(row, "expires_at")?,
    })
}
