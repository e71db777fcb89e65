//! The embedded store: one SQLite database in the data folder.
//!
//! Writers take turns on one connection, whose transactions are on the disk before they return (write-ahead log, full
//! synchronisation); readers have a few connections of their own and never wait for a writer.

mod alerts;
mod api_keys;
mod audit;
mod bot_records;
mod catalogs;
mod conversations;
mod error;
mod galleries;
mod invitations;
mod neighbours;
mod partner_bots;
mod partner_keys;
mod partners;
mod passkeys;
mod people;
mod pictures;
mod preferences;
mod row;
mod services;
mod touchpoints;
mod turns;
mod vector;

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Connection, Sqlite, SqliteConnection, SqlitePool, Transaction};

use crate::StoreError;

/// The database's name in the data folder.
pub const FILE_NAME: &str = "ieum.sqlite";

/// Connections that read at the same time.
const READERS: u32 = 4;

/// How long a writer waits for another process, such as `ieum ask` beside a running server.
const PATIENCE: Duration = Duration::from_secs(5);

static MIGRATIONS: Migrator = sqlx::migrate!();

/// Opens the database in this folder; folder and database are made when they are missing.
pub async fn open(folder: &Path) -> Result<SqliteStore, StoreError> {
    make_private(folder)?;
    let file = folder.join(FILE_NAME);
    let options = SqliteConnectOptions::new()
        .filename(&file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE);
    let pool = SqlitePoolOptions::new().test_before_acquire(false).idle_timeout(None).max_lifetime(None);
    let writer =
        pool.clone().max_connections(1).before_acquire(|connection, _| Box::pin(is_free(connection)));
    let writer = writer.connect_with(options.clone()).await?;
    MIGRATIONS.run(&writer).await?;
    let reading = options.create_if_missing(false).pragma("query_only", "on");
    let reader = pool.max_connections(READERS).connect_lazy_with(reading);
    Ok(SqliteStore { writer, reader, file })
}

/// The store of one data folder.
pub struct SqliteStore {
    writer: SqlitePool,
    reader: SqlitePool,
    file: PathBuf,
}

impl SqliteStore {
    /// Where the database is.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Reads the whole database and tells whether it is sound.
    pub async fn check(&self) -> Result<(), StoreError> {
        let found: Vec<String> = sqlx::query_scalar("PRAGMA quick_check").fetch_all(&self.reader).await?;
        match found.as_slice() {
            [fine] if fine == "ok" => Ok(()),
            faults => Err(StoreError::Damaged(faults.join("; "))),
        }
    }

    /// Lets the database grow to this many bytes and no further: writing then fails as on a full disk. What is stored
    /// already stays.
    pub async fn limit_size(&self, bytes: u64) -> Result<(), StoreError> {
        let page: i64 = sqlx::query_scalar("PRAGMA page_size").fetch_one(&self.writer).await?;
        let pages = bytes / page.max(1).unsigned_abs();
        // A pragma takes no parameters; a number cannot be an injection.
        let limit = AssertSqlSafe(format!("PRAGMA max_page_count = {pages}"));
        sqlx::query(limit).execute(&self.writer).await?;
        Ok(())
    }

    /// Closes the database in good order; what was acknowledged is safe without it.
    pub async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }

    /// A transaction that holds the write lock from its beginning, so that what it reads stays true until it commits.
    async fn begin(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }
}

/// Whether the connection can begin a transaction. On a full disk SQLite itself rolls back, which sqlx does not notice:
/// it would count that transaction as open for good and refuse every later one. Such a connection is replaced.
async fn is_free(connection: &mut SqliteConnection) -> sqlx::Result<bool> {
    if connection.is_in_transaction() {
        // A rollback may still be on its way.
        connection.ping().await?;
    }
    Ok(!connection.is_in_transaction())
}

/// What people say is theirs: nobody else on the machine may read a folder made by us.
fn make_private(folder: &Path) -> Result<(), StoreError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| error::of_file(folder, &error))
}
