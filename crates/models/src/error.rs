//! What can go wrong with weights, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use crate::ClientError;

#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    #[error("there is no model {name:?}; known are {known}")]
    Unknown { name: String, known: String },
    #[error("the model {name} is not there yet: run `ieum models pull {name}`")]
    NotInstalled { name: String },
    #[error(
        "the model {name} has no package for this machine ({machine}); `ieum models add` takes one from a folder"
    )]
    NoSource { name: String, machine: String },
    #[error("no source of the model {name} could be used:\n{}", reasons.join("\n"))]
    AllSourcesFailed { name: String, reasons: Vec<String> },
    #[error(
        "{what} is not what was pinned (expected SHA-256 {expected}, got {found}); it was refused and nothing of it is \
         used. Try again; if it stays so, the package was changed or a mirror is broken"
    )]
    WrongHash { what: String, expected: String, found: String },
    #[error("{what} is damaged ({reason}); it was refused and nothing of it is used. Try again")]
    Damaged { what: String, reason: String },
    #[error(
        "the disk is full: free {need} and run the same command again; what has arrived is kept ({folder})"
    )]
    DiskFull { folder: PathBuf, need: String },
    #[error(
        "{path} cannot be written ({reason}): correct its permissions, or choose another cache folder with IEUM_CACHE_DIR"
    )]
    NotWritable { path: PathBuf, reason: String },
    #[error("{path}: {reason}")]
    Io { path: PathBuf, reason: io::Error },
    #[error("models.toml is malformed: {0}")]
    Manifest(String),
    #[error(transparent)]
    Client(#[from] ClientError),
    #[error("{folder} is no model we can use: {reason}")]
    NotAModel { folder: PathBuf, reason: String },
}

impl ModelError {
    /// Gives an I/O error the path it happened at, and the remedy where there is one.
    pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |error| match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::DiskFull { folder: path.into(), need: "some space".into() }
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::NotWritable { path: path.into(), reason: error.to_string() }
            }
            _ => Self::Io { path: path.into(), reason: error },
        }
    }

    /// Another source of the same model would meet the same trouble.
    pub(crate) fn is_hopeless(&self) -> bool {
        matches!(
            self,
            Self::DiskFull { .. } | Self::NotWritable { .. } | Self::Client(ClientError::NotFound { .. })
        )
    }
}
