//! The data folder's `catalogs`: what was learnt of each catalogue.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use hub::KeepModels;

use crate::config::Config;

/// A file for each model, and one beside it for what stopped learning had tried. A catalogue's name is checked before
/// it gets here (`recommend::is_name`): it is no more than a part of a path.
#[derive(Clone, Debug)]
pub struct ModelFiles {
    folder: PathBuf,
}

impl ModelFiles {
    pub fn new(config: &Config) -> anyhow::Result<Self> {
        Ok(Self { folder: config.data.folder()?.join("catalogs") })
    }

    pub fn file(&self, catalog: &str) -> PathBuf {
        self.folder.join(format!("{catalog}.safetensors"))
    }

    fn trials_file(&self, catalog: &str) -> PathBuf {
        self.folder.join(format!("{catalog}.trials"))
    }
}

impl KeepModels for ModelFiles {
    fn model(&self, catalog: &str) -> io::Result<Option<Vec<u8>>> {
        match std::fs::read(self.file(catalog)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn put_model(&self, catalog: &str, bytes: &[u8]) -> io::Result<()> {
        replace(&self.file(catalog), bytes)
    }

    fn model_version(&self, catalog: &str) -> u64 {
        let changed = std::fs::metadata(self.file(catalog)).and_then(|file| file.modified());
        let since = changed.ok().and_then(|changed| changed.duration_since(UNIX_EPOCH).ok());
        since.map_or(0, |since| since.as_nanos() as u64)
    }

    fn trials(&self, catalog: &str) -> Vec<u8> {
        std::fs::read(self.trials_file(catalog)).unwrap_or_default()
    }

    fn put_trials(&self, catalog: &str, bytes: &[u8]) {
        let file = self.trials_file(catalog);
        let kept = if bytes.is_empty() { removed(&file) } else { replace(&file, bytes) };
        if let Err(error) = kept {
            tracing::warn!(%error, file = %file.display(), "if learning is stopped, it will begin anew");
        }
    }

    fn forget(&self, catalog: &str) -> io::Result<()> {
        removed(&self.trials_file(catalog)).and(removed(&self.file(catalog)))
    }
}

fn removed(file: &Path) -> io::Result<()> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The new file takes the place of the old one at once, or not at all.
fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.write_all(bytes)?;
    new.as_file().sync_all()?;
    new.persist(file)?;
    Ok(())
}
