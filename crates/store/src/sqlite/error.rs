//! SQLite's result codes, told apart as far as somebody can do something about them.

use std::io;
use std::path::Path;

use sqlx::error::ErrorKind;
use sqlx::migrate::MigrateError;

use crate::StoreError;

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let sqlx::Error::Database(database) = &error else { return Self::Failed(error.to_string()) };
        let code = database.code().and_then(|code| code.parse::<i32>().ok()).unwrap_or_default();
        match (code & 0xff, code) {
            (SQLITE_FULL, _) | (_, SQLITE_IOERR_SHMSIZE) => Self::Full,
            (SQLITE_READONLY | SQLITE_CANTOPEN | SQLITE_PERM, _) => Self::ReadOnly,
            (SQLITE_CORRUPT | SQLITE_NOTADB, _) => Self::Damaged(database.to_string()),
            _ => Self::Failed(database.to_string()),
        }
    }
}

const SQLITE_PERM: i32 = 3;
const SQLITE_READONLY: i32 = 8;
const SQLITE_CORRUPT: i32 = 11;
const SQLITE_FULL: i32 = 13;
const SQLITE_CANTOPEN: i32 = 14;
const SQLITE_NOTADB: i32 = 26;
/// The shared-memory file beside the database could not grow: the disk is full.
const SQLITE_IOERR_SHMSIZE: i32 = 4874;

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => {
                Self::Damaged("it was written by a newer version of ieum".into())
            }
            error => Self::Damaged(error.to_string()),
        }
    }
}

/// What a write that contradicts what is stored is called.
pub(super) fn conflict(what: &'static str) -> impl Fn(sqlx::Error) -> StoreError {
    move |error| match error.as_database_error().map(sqlx::error::DatabaseError::kind) {
        Some(ErrorKind::UniqueViolation) => StoreError::Conflict(what),
        Some(ErrorKind::ForeignKeyViolation) => StoreError::Missing("person"),
        _ => error.into(),
    }
}

pub(super) fn of_file(path: &Path, error: &io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full,
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly,
        _ => StoreError::Failed(format!("{}: {error}", path.display())),
    }
}
