//! Items and feedback.

use async_trait::async_trait;
use domain::{Customer, Feedback, FeedbackKind, Item};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use super::vector::{in_eight_bits, vector};
use super::{SqliteStore, row};
use crate::{
    CatalogSize, Catalogs, FeedbackOf, FeedbackPlace, ItemVector, StoreError, StoredFeedback, record,
};

#[async_trait]
impl Catalogs for SqliteStore {
    async fn catalog_version(&self, catalog: &str) -> Result<u64, StoreError> {
        let version = sqlx::query("SELECT version FROM catalog_versions WHERE catalog = ?").bind(catalog);
        let version = version.fetch_optional(&self.reader).await?;
        version.map_or(Ok(0), |row| count(&row, "version"))
    }

    async fn catalogs(&self) -> Result<Vec<CatalogSize>, StoreError> {
        let rows = sqlx::query(
            "SELECT catalog, sum(items) AS items, sum(feedback) AS feedback FROM (
                 SELECT catalog, count(*) AS items, 0 AS feedback FROM catalog_items GROUP BY catalog
                 UNION ALL
                 SELECT catalog, 0, count(*) FROM catalog_feedback GROUP BY catalog
             ) GROUP BY catalog ORDER BY catalog",
        );
        row::all(&rows.fetch_all(&self.reader).await?, |row| {
            Ok(CatalogSize {
                catalog: row::column(row, "catalog")?,
                items: count(row, "items")?,
                feedback: count(row, "feedback")?,
            })
        })
    }

    async fn catalog_names(&self) -> Result<Vec<String>, StoreError> {
        let rows = sqlx::query("SELECT catalog FROM catalog_versions ORDER BY catalog");
        row::all(&rows.fetch_all(&self.reader).await?, |row| row::column(row, "catalog"))
    }

    async fn put_items(&self, catalog: &str, items: &[Item]) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        count_write(&mut transaction, catalog).await?;
        for item in items {
            sqlx::query(
                "INSERT INTO catalog_items (catalog, id, item) VALUES (?, ?, ?)
                 ON CONFLICT (catalog, id) DO UPDATE SET item = excluded.item",
            )
            .bind(catalog)
            .bind(&item.id)
            .bind(record::write_item(item))
            .execute(&mut *transaction)
            .await?;
        }
        Ok(transaction.commit().await?)
    }

    async fn remove_item(&self, catalog: &str, id: &str) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        count_write(&mut transaction, catalog).await?;
        let mut removed = 0;
        for rows in [
            "DELETE FROM catalog_items WHERE catalog = ? AND id = ?",
            "DELETE FROM catalog_feedback WHERE catalog = ? AND item = ?",
            "DELETE FROM catalog_item_vectors WHERE catalog = ? AND item = ?",
        ] {
            let query = sqlx::query(rows).bind(catalog).bind(id);
            removed += query.execute(&mut *transaction).await?.rows_affected();
        }
        transaction.commit().await?;
        Ok(removed > 0)
    }

    async fn item(&self, catalog: &str, id: &str) -> Result<Option<Item>, StoreError> {
        let row = sqlx::query("SELECT id, item FROM catalog_items WHERE catalog = ? AND id = ?");
        let row = row.bind(catalog).bind(id).fetch_optional(&self.reader).await?;
        row.map(|row| record::read_item(row::column(&row, "id")?, row::column(&row, "item")?)).transpose()
    }

    async fn items(&self, catalog: &str, after: &str, limit: u32) -> Result<Vec<Item>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, item FROM catalog_items WHERE catalog = ? AND id > ? ORDER BY id LIMIT ?",
        )
        .bind(catalog)
        .bind(after)
        .bind(limit);
        row::all(&rows.fetch_all(&self.reader).await?, |row| {
            record::read_item(row::column(row, "id")?, row::column(row, "item")?)
        })
    }

    async fn put_item_vectors(&self, catalog: &str, vectors: &[ItemVector]) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        for ItemVector { item, text, vector } in vectors {
            let (step, numbers) = in_eight_bits(vector);
            sqlx::query(
                "INSERT INTO catalog_item_vectors (catalog, item, text, step, numbers) VALUES (?, ?, ?, ?, ?)
                 ON CONFLICT (catalog, item) DO UPDATE SET
                     text = excluded.text, step = excluded.step, numbers = excluded.numbers",
            )
            .bind(catalog)
            .bind(item)
            .bind(text.as_slice())
            .bind(step)
            .bind(numbers)
            .execute(&mut *transaction)
            .await?;
        }
        Ok(transaction.commit().await?)
    }

    async fn item_vectors(
        &self,
        catalog: &str,
        after: &str,
        limit: u32,
    ) -> Result<Vec<ItemVector>, StoreError> {
        let rows = sqlx::query(
            "SELECT item, text, step, numbers FROM catalog_item_vectors WHERE catalog = ? AND item > ?
             ORDER BY item LIMIT ?",
        )
        .bind(catalog)
        .bind(after)
        .bind(limit);
        row::all(&rows.fetch_all(&self.reader).await?, item_vector)
    }

    async fn put_customers(&self, catalog: &str, customers: &[Customer]) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        count_write(&mut transaction, catalog).await?;
        for customer in customers {
            sqlx::query(
                "INSERT INTO catalog_customers (catalog, id, customer) VALUES (?, ?, ?)
                 ON CONFLICT (catalog, id) DO UPDATE SET customer = excluded.customer",
            )
            .bind(catalog)
            .bind(&customer.id)
            .bind(record::write_customer(customer))
            .execute(&mut *transaction)
            .await?;
        }
        Ok(transaction.commit().await?)
    }

    async fn customer(&self, catalog: &str, id: &str) -> Result<Option<Customer>, StoreError> {
        let row = sqlx::query("SELECT id, customer FROM catalog_customers WHERE catalog = ? AND id = ?");
        let row = row.bind(catalog).bind(id).fetch_optional(&self.reader).await?;
        row.map(|row| customer(&row)).transpose()
    }

    async fn customers(&self, catalog: &str, after: &str, limit: u32) -> Result<Vec<Customer>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, customer FROM catalog_customers WHERE catalog = ? AND id > ? ORDER BY id LIMIT ?",
        )
        .bind(catalog)
        .bind(after)
        .bind(limit);
        row::all(&rows.fetch_all(&self.reader).await?, customer)
    }

    async fn add_feedback(&self, catalog: &str, feedback: &[Feedback]) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        count_write(&mut transaction, catalog).await?;
        for feedback in feedback {
            sqlx::query(
                "INSERT INTO catalog_feedback (catalog, person, item, word, kind, weight, times, at)
                 VALUES (?, ?, ?, ?, ?, ?, 1, ?)
                 ON CONFLICT (catalog, person, item, word) DO UPDATE SET
                     times = times + 1,
                     weight = iif(excluded.at >= at, excluded.weight, weight),
                     at = max(at, excluded.at)",
            )
            .bind(catalog)
            .bind(&feedback.person)
            .bind(&feedback.item)
            .bind(feedback.word())
            .bind(feedback.kind.as_str())
            .bind(feedback.weight)
            .bind(feedback.at.as_microsecond())
            .execute(&mut *transaction)
            .await?;
        }
        Ok(transaction.commit().await?)
    }

    async fn feedback(
        &self,
        catalog: &str,
        of: &FeedbackOf,
        after: &FeedbackPlace,
        limit: u32,
    ) -> Result<Vec<StoredFeedback>, StoreError> {
        let mut rows = sqlx::QueryBuilder::new("SELECT * FROM catalog_feedback WHERE catalog = ");
        rows.push_bind(catalog).push(" AND (person, item, word) > (");
        let mut place = rows.separated(", ");
        place.push_bind(&after.person).push_bind(&after.item).push_bind(&after.word);
        rows.push(")");
        for (column, value) in [("person", &of.person), ("item", &of.item), ("word", &of.word)] {
            if let Some(value) = value {
                rows.push(format_args!(" AND {column} = ")).push_bind(value);
            }
        }
        rows.push(" ORDER BY person, item, word LIMIT ").push_bind(limit);
        row::all(&rows.build().fetch_all(&self.reader).await?, stored)
    }

    async fn remove_feedback(
        &self,
        catalog: &str,
        person: &str,
        item: &str,
        word: Option<&str>,
    ) -> Result<u64, StoreError> {
        let mut transaction = self.begin().await?;
        count_write(&mut transaction, catalog).await?;
        let removed = sqlx::query(
            "DELETE FROM catalog_feedback WHERE catalog = ? AND person = ? AND item = ? AND word = ifnull(?, word)",
        );
        let removed = removed.bind(catalog).bind(person).bind(item).bind(word);
        let removed = removed.execute(&mut *transaction).await?.rows_affected();
        transaction.commit().await?;
        Ok(removed)
    }

    async fn forget_customer(&self, catalog: &str, id: &str) -> Result<u64, StoreError> {
        let mut transaction = self.begin().await?;
        count_write(&mut transaction, catalog).await?;
        let mut forgotten = 0;
        for rows in [
            "DELETE FROM catalog_customers WHERE catalog = ? AND id = ?",
            "DELETE FROM catalog_feedback WHERE catalog = ? AND person = ?",
        ] {
            let query = sqlx::query(rows).bind(catalog).bind(id);
            forgotten += query.execute(&mut *transaction).await?.rows_affected();
        }
        transaction.commit().await?;
        Ok(forgotten)
    }

    async fn remove_catalog(&self, catalog: &str) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        count_write(&mut transaction, catalog).await?;
        let mut removed = 0;
        for table in [
            "DELETE FROM catalog_items WHERE catalog = ?",
            "DELETE FROM catalog_customers WHERE catalog = ?",
            "DELETE FROM catalog_item_vectors WHERE catalog = ?",
            "DELETE FROM catalog_feedback WHERE catalog = ?",
        ] {
            removed += sqlx::query(table).bind(catalog).execute(&mut *transaction).await?.rows_affected();
        }
        transaction.commit().await?;
        Ok(removed > 0)
    }
}

fn item_vector(row: &SqliteRow) -> Result<ItemVector, StoreError> {
    let text: &[u8] = row::column(row, "text")?;
    Ok(ItemVector {
        item: row::column(row, "item")?,
        text: text.try_into().map_err(|_| StoreError::Damaged("the hash of a vector's text".into()))?,
        vector: vector(row)?,
    })
}

/// Others notice by it that something is new.
async fn count_write(transaction: &mut SqliteConnection, catalog: &str) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO catalog_versions (catalog, version) VALUES (?, 1)
         ON CONFLICT (catalog) DO UPDATE SET version = version + 1",
    )
    .bind(catalog)
    .execute(transaction)
    .await?;
    Ok(())
}

fn customer(row: &SqliteRow) -> Result<Customer, StoreError> {
    record::read_customer(row::column(row, "id")?, row::column(row, "customer")?)
}

fn stored(row: &SqliteRow) -> Result<StoredFeedback, StoreError> {
    let kind: &str = row::column(row, "kind")?;
    let word: &str = row::column(row, "word")?;
    Ok(StoredFeedback {
        feedback: Feedback {
            person: row::column(row, "person")?,
            item: row::column(row, "item")?,
            kind: kind
                .parse::<FeedbackKind>()
                .map_err(|()| StoreError::Damaged(format!("feedback {kind:?}")))?,
            called: (word != kind).then(|| word.to_owned()),
            weight: row::column(row, "weight")?,
            at: row::time(row, "at")?,
        },
        times: u32::try_from(count(row, "times")?).unwrap_or(u32::MAX),
    })
}

fn count(row: &SqliteRow, name: &'static str) -> Result<u64, StoreError> {
    let count: i64 = row::column(row, name)?;
    u64::try_from(count).map_err(|_| StoreError::Damaged(format!("{name} below zero")))
}
