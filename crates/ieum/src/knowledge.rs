//! The knowledge in the data folder: question-and-answer files and documents that the assistant looks things up in.
//!
//! A file that is wrong is told of and left out; it disturbs no other.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use dialogue::knowledge::Knowledge;
use dialogue::vector::Embed;

use crate::config::Config;

/// Within the data folder.
const FOLDER: &str = "knowledge";
const ENDINGS: [&str; 4] = ["yaml", "yml", "md", "txt"];
/// More are left out, and told of.
const MOST_FILES: usize = 1000;

/// All that is in the folder; none if there is nothing.
pub fn read(config: &Config, model: impl FnOnce() -> Result<Arc<dyn Embed>, String>) -> Option<Knowledge> {
    let files = files(&config.data.folder().ok()?.join(FOLDER));
    if files.is_empty() {
        return None;
    }
    let model = model().inspect_err(|error| {
        tracing::warn!(error, "knowledge is found by its letters alone: run `ieum models pull`");
    });
    let mut knowledge = Knowledge::new(model.ok());
    if files.len() > MOST_FILES {
        tracing::warn!(left_out = files.len() - MOST_FILES, "there is more knowledge than can be read");
    }
    for path in files.iter().take(MOST_FILES) {
        let began = Instant::now();
        let file = path.display();
        match add(&mut knowledge, path) {
            Ok(passages) => {
                tracing::info!(%file, passages, took_ms = began.elapsed().as_millis(), "read what is known");
            }
            Err(error) => tracing::warn!(%file, error, "a source is left out"),
        }
    }
    Some(knowledge)
}

/// Adds a file by its name; how many passages it has.
pub fn add(knowledge: &mut Knowledge, path: &Path) -> Result<usize, String> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("?");
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("{name}: it cannot be read: {error}"))?;
    knowledge.add(name, &text).map_err(|error| error.to_string())
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
