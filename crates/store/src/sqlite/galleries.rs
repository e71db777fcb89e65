//! Collections of photos.

use async_trait::async_trait;
use domain::{Gallery, GalleryId, PersonId, Photo};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use super::vector::{in_eight_bits, vector};
use super::{SqliteStore, row};
use crate::{Galleries, GalleryPhoto, NewPhoto, OpenGallery, PhotoVector, StoreError};

#[async_trait]
impl Galleries for SqliteStore {
    async fn put_gallery(&self, new: &Gallery) -> Result<Gallery, StoreError> {
        let row = sqlx::query(
            "INSERT INTO galleries (id, name, title, owner, made_at, version) VALUES (?, ?, ?, ?, ?, 1)
             ON CONFLICT (ifnull(owner, ''), name) DO UPDATE SET title = excluded.title RETURNING *",
        )
        .bind(new.id.to_string())
        .bind(&new.name)
        .bind(&new.title)
        .bind(new.owner.map(|owner| owner.to_string()))
        .bind(new.made_at.as_microsecond())
        .fetch_one(&self.writer)
        .await?;
        gallery(&row)
    }

    async fn galleries(&self, person: PersonId) -> Result<Vec<OpenGallery>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, name, title, owner, made_at, version, photos, recogniser IS NOT NULL AS taught
             FROM galleries WHERE owner IS NULL OR owner = ? ORDER BY name, owner IS NULL",
        )
        .bind(person.to_string());
        row::all(&rows.fetch_all(&self.reader).await?, open)
    }

    async fn gallery(&self, person: PersonId, name: &str) -> Result<Option<OpenGallery>, StoreError> {
        let row = sqlx::query(
            "SELECT id, name, title, owner, made_at, version, photos, recogniser IS NOT NULL AS taught
             FROM galleries WHERE name = ? AND (owner IS NULL OR owner = ?) ORDER BY owner IS NULL LIMIT 1",
        )
        .bind(name)
        .bind(person.to_string());
        row.fetch_optional(&self.reader).await?.map(|row| open(&row)).transpose()
    }

    async fn remove_gallery(&self, id: GalleryId) -> Result<bool, StoreError> {
        let removed = sqlx::query("DELETE FROM galleries WHERE id = ?").bind(id.to_string());
        Ok(removed.execute(&self.writer).await?.rows_affected() > 0)
    }

    async fn put_photos(&self, gallery: GalleryId, photos: &[NewPhoto]) -> Result<Vec<u64>, StoreError> {
        let mut transaction = self.begin().await?;
        count_write(&mut transaction, gallery).await?;
        let mut numbers = Vec::with_capacity(photos.len());
        for new in photos {
            numbers.push(put(&mut transaction, gallery, new).await?);
        }
        transaction.commit().await?;
        Ok(numbers)
    }

    async fn photo(&self, gallery: GalleryId, id: &str) -> Result<Option<Photo>, StoreError> {
        let row = sqlx::query("SELECT * FROM photos WHERE gallery = ? AND id = ?");
        let row = row.bind(gallery.to_string()).bind(id).fetch_optional(&self.reader).await?;
        row.map(|row| photo(&row)).transpose()
    }

    async fn photo_file(&self, gallery: GalleryId, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let file = sqlx::query_scalar("SELECT file FROM photos WHERE gallery = ? AND id = ?");
        Ok(file.bind(gallery.to_string()).bind(id).fetch_optional(&self.reader).await?)
    }

    async fn photos(
        &self,
        gallery: GalleryId,
        label: Option<&str>,
        after: &str,
        limit: u32,
    ) -> Result<Vec<Photo>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM photos WHERE gallery = ?1 AND id > ?3 AND (?2 IS NULL OR label = ?2)
             ORDER BY id LIMIT ?4",
        )
        .bind(gallery.to_string())
        .bind(label)
        .bind(after)
        .bind(limit);
        row::all(&rows.fetch_all(&self.reader).await?, photo)
    }

    async fn photos_numbered(
        &self,
        gallery: GalleryId,
        numbers: &[u64],
    ) -> Result<Vec<GalleryPhoto>, StoreError> {
        let mut rows = sqlx::QueryBuilder::new("SELECT * FROM photos WHERE gallery = ");
        rows.push_bind(gallery.to_string()).push(" AND number IN (");
        let mut list = rows.separated(", ");
        for number in numbers {
            list.push_bind(number.cast_signed());
        }
        rows.push(")");
        row::all(&rows.build().fetch_all(&self.reader).await?, |row| {
            Ok(GalleryPhoto { number: number(row)?, photo: photo(row)? })
        })
    }

    async fn photo_vectors(
        &self,
        gallery: GalleryId,
        after: u64,
        limit: u32,
    ) -> Result<Vec<PhotoVector>, StoreError> {
        let rows = sqlx::query(
            "SELECT number, id, label, model, step, numbers FROM photos
             WHERE gallery = ? AND number > ? ORDER BY number LIMIT ?",
        )
        .bind(gallery.to_string())
        .bind(after.cast_signed())
        .bind(limit);
        row::all(&rows.fetch_all(&self.reader).await?, |row| {
            Ok(PhotoVector {
                number: number(row)?,
                id: row::column(row, "id")?,
                label: row::column(row, "label")?,
                model: row::column(row, "model")?,
                vector: vector(row)?,
            })
        })
    }

    async fn remove_photo(&self, gallery: GalleryId, id: &str) -> Result<Option<u64>, StoreError> {
        let mut transaction = self.begin().await?;
        count_write(&mut transaction, gallery).await?;
        let row = sqlx::query("DELETE FROM photos WHERE gallery = ? AND id = ? RETURNING number")
            .bind(gallery.to_string())
            .bind(id)
            .fetch_optional(&mut *transaction)
            .await?;
        transaction.commit().await?;
        row.map(|row| number(&row)).transpose()
    }

    async fn keep_recogniser(&self, gallery: GalleryId, learnt: &[u8]) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        count_write(&mut transaction, gallery).await?;
        sqlx::query("UPDATE galleries SET recogniser = ? WHERE id = ?")
            .bind(learnt)
            .bind(gallery.to_string())
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    async fn recogniser(&self, gallery: GalleryId) -> Result<Option<Vec<u8>>, StoreError> {
        let learnt = sqlx::query_scalar("SELECT recogniser FROM galleries WHERE id = ?");
        Ok(learnt.bind(gallery.to_string()).fetch_optional(&self.reader).await?.flatten())
    }
}

async fn put(database: &mut SqliteConnection, gallery: GalleryId, new: &NewPhoto) -> Result<u64, StoreError> {
    let NewPhoto { photo, model, vector, file } = new;
    let (step, numbers) = in_eight_bits(vector);
    let row = sqlx::query(
        "INSERT INTO photos (gallery, id, label, title, data, added_at, model, step, numbers, file)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (gallery, id) DO UPDATE SET
             label = excluded.label, title = excluded.title, data = excluded.data,
             added_at = excluded.added_at, model = excluded.model, step = excluded.step,
             numbers = excluded.numbers, file = excluded.file
         RETURNING number",
    )
    .bind(gallery.to_string())
    .bind(&photo.id)
    .bind(&photo.label)
    .bind(&photo.title)
    .bind(&photo.data)
    .bind(photo.added_at.as_microsecond())
    .bind(model)
    .bind(step)
    .bind(numbers)
    .bind(file)
    .fetch_one(database)
    .await?;
    number(&row)
}

/// Others notice by it that something is new; a gallery that is gone takes nothing more.
async fn count_write(database: &mut SqliteConnection, gallery: GalleryId) -> Result<(), StoreError> {
    let counted = sqlx::query("UPDATE galleries SET version = version + 1 WHERE id = ?");
    let counted = counted.bind(gallery.to_string()).execute(database).await?;
    if counted.rows_affected() == 0 { Err(StoreError::Missing("gallery")) } else { Ok(()) }
}

fn gallery(row: &SqliteRow) -> Result<Gallery, StoreError> {
    Ok(Gallery {
        id: row::id(row, "id")?,
        name: row::column(row, "name")?,
        title: row::column(row, "title")?,
        owner: row::optional_id(row, "owner")?,
        made_at: row::time(row, "made_at")?,
    })
}

fn open(row: &SqliteRow) -> Result<OpenGallery, StoreError> {
    let (version, photos): (i64, i64) = (row::column(row, "version")?, row::column(row, "photos")?);
    let (version, photos) = (version.cast_unsigned(), photos.cast_unsigned());
    Ok(OpenGallery { gallery: gallery(row)?, version, photos, taught: row::column(row, "taught")? })
}

fn photo(row: &SqliteRow) -> Result<Photo, StoreError> {
    Ok(Photo {
        id: row::column(row, "id")?,
        label: row::column(row, "label")?,
        title: row::column(row, "title")?,
        data: row::column(row, "data")?,
        added_at: row::time(row, "added_at")?,
    })
}

fn number(row: &SqliteRow) -> Result<u64, StoreError> {
    Ok(row::column::<i64>(row, "number")?.cast_unsigned())
}
