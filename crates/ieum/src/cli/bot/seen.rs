//! Which drafts the files of a folder came from, so that nobody overwrites what they have not seen. Not for Git: it is about this folder.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::files::unwritten;

const FILE: &str = ".ieum-seen.json";

/// A draft as it was when the folder was last the same.
#[derive(Debug, Serialize, Deserialize)]
pub struct Seen {
    pub tag: String,
    pub source: Value,
}

/// None as well when the memory cannot be read: then nothing was seen.
pub fn of(folder: &Path, id: &str) -> Option<Seen> {
    all(folder).remove(id)
}

pub fn remember(folder: &Path, id: &str, tag: Option<String>, source: &Value) -> anyhow::Result<()> {
    let tag = tag.context("the server does not say which draft this is")?;
    let mut known = all(folder);
    known.insert(id.to_owned(), Seen { tag, source: source.clone() });
    let path = folder.join(FILE);
    std::fs::write(&path, serde_json::to_string_pretty(&known)? + "\n").with_context(|| unwritten(&path))
}

fn all(folder: &Path) -> BTreeMap<String, Seen> {
    let text = std::fs::read_to_string(folder.join(FILE)).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}
