//! The marker beside a model's files, written once they are verified: what is there, and where it came from.
//!
//! A start compares the marker and the sizes of the files, which takes no time; `verify` compares the hashes too.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::{ModelError, Source, digest};

pub const FILE_NAME: &str = ".verified.toml";

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Marker {
    pub origin: Origin,
    #[serde(rename = "file")]
    pub files: Vec<Verified>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// A source of `models.toml`.
    Pinned,
    /// `ieum models add`.
    Local,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Verified {
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
}

impl Marker {
    pub fn of_source(source: &Source) -> Self {
        let verified = |file: &crate::File| Verified {
            name: file.name.clone(),
            bytes: file.bytes,
            sha256: file.sha256.clone(),
        };
        Self { origin: Origin::Pinned, files: source.files.iter().map(verified).collect() }
    }

    pub fn read(folder: &Path) -> Option<Self> {
        toml::from_str(&fs::read_to_string(folder.join(FILE_NAME)).ok()?).ok()
    }

    /// Written last, under another name first: its presence says that everything else is complete.
    pub fn write(&self, folder: &Path) -> Result<(), ModelError> {
        let path = folder.join(FILE_NAME);
        let half = folder.join(".verified.half");
        let text = toml::to_string(self).expect("a marker is plain data");
        fs::write(&half, text).map_err(ModelError::at(&half))?;
        fs::rename(&half, &path).map_err(ModelError::at(&path))
    }

    /// Every file is there with its size.
    pub fn sizes_match(&self, folder: &Path) -> bool {
        !self.files.is_empty() && self.files.iter().all(|file| file.has_size(folder))
    }

    /// The first file that is not what it was; `read` is told of every piece read.
    pub fn first_damaged(&self, folder: &Path, mut read: impl FnMut(u64)) -> Option<&Verified> {
        self.files.iter().find(|file| {
            let hash = digest::of_file(&folder.join(&file.name), &mut read);
            !hash.is_ok_and(|found| found == file.sha256)
        })
    }

    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }
}

impl Verified {
    fn has_size(&self, folder: &Path) -> bool {
        fs::metadata(folder.join(&self.name)).is_ok_and(|metadata| metadata.len() == self.bytes)
    }
}
