//! The knowledge in the data folder: question-and-answer files and documents that the assistant looks things up in.
//!
//! A file that is wrong is told of and left out; it disturbs no other.

use std::path::{Path, PathBuf};
use std::time::Instant;

use dialogue::knowledge::Knowledge;

use crate::config::Config;

/// Within the data folder.
const FOLDER: &str = "knowledge";
const ENDINGS: [&str; 4] = ["yaml", "yml", "md", "txt"];
/// More are left out, and told of.
const MOST_FILES: usize = 1000;

/// The files in the data folder's own folder, by name.
pub fn paths(config: &Config) -> Vec<PathBuf> {
    let mut paths = config.data.folder().map(|folder| files(&folder.join(FOLDER))).unwrap_or_default();
    if paths.len() > MOST_FILES {
        tracing::warn!(left_out = paths.len() - MOST_FILES, "there is more knowledge than can be read");
        paths.truncate(MOST_FILES);
    }
    paths
}

/// The name by which a file is a source.
pub fn name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// Adds a file, in place of what it was before, and tells the log.
pub fn add_and_tell(knowledge: &mut Knowledge, path: &Path) -> Result<(), String> {
    let (began, file) = (Instant::now(), path.display());
    match add(knowledge, path) {
        Ok(passages) => {
            tracing::info!(%file, passages, took_ms = began.elapsed().as_millis(), "read what is known");
            Ok(())
        }
        Err(error) => {
            tracing::warn!(%file, error, "a source is without effect");
            Err(error)
        }
    }
}

/// Adds a file by its name; how many passages it has.
pub fn add(knowledge: &mut Knowledge, path: &Path) -> Result<usize, String> {
    let name = name(path);
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("{name}: it cannot be read: {error}"))?;
    knowledge.add(&name, &text).map_err(|error| error.to_string())
}

/// The files of knowledge in a folder, by name. No folder is no files.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        ENDINGS.contains(&ending) && !hidden
    });
    paths.sort();
    paths
}
