//! Photos that people send.

use async_trait::async_trait;
use domain::{PersonId, Picture, PictureId};
use sqlx::sqlite::SqliteRow;

use super::error::conflict;
use super::{SqliteStore, row};
use crate::{Pictures, StoreError};

#[async_trait]
impl Pictures for SqliteStore {
    async fn keep_picture(&self, picture: &Picture) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO pictures (id, person, width, height, received_at, file) VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(picture.id.to_string())
        .bind(picture.person.to_string())
        .bind(picture.width)
        .bind(picture.height)
        .bind(picture.received_at.as_microsecond())
        .bind(&picture.file)
        .execute(&self.writer)
        .await
        .map_err(conflict("picture"))?;
        Ok(())
    }

    async fn picture(&self, id: PictureId) -> Result<Option<Picture>, StoreError> {
        let row = sqlx::query("SELECT * FROM pictures WHERE id = ?").bind(id.to_string());
        row.fetch_optional(&self.reader).await?.map(|row| picture(&row)).transpose()
    }

    async fn forget_picture(&self, person: PersonId, id: PictureId) -> Result<bool, StoreError> {
        let forgotten = sqlx::query("DELETE FROM pictures WHERE id = ? AND person = ?")
            .bind(id.to_string())
            .bind(person.to_string())
            .execute(&self.writer)
            .await?;
        Ok(forgotten.rows_affected() > 0)
    }
}

fn picture(row: &SqliteRow) -> Result<Picture, StoreError> {
    Ok(Picture {
        id: row::id(row, "id")?,
        person: row::id(row, "person")?,
        width: row::column(row, "width")?,
        height: row::column(row, "height")?,
        file: row::column(row, "file")?,
        received_at: row::time(row, "received_at")?,
    })
}
