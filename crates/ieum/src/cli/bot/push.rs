//! `ieum bot push`.

use std::path::{Path, PathBuf};

use anyhow::bail;
use serde_json::{Value, json};

use super::client::{Answer, Client};
use super::conflict::Conflict;
use super::{files, named, print, seen};

/// Make files the draft; a bot that does not exist yet is made
///
/// Nobody is overwritten unseen: the draft must be the one that was pulled into this folder or, in a folder that knows none (a fresh
/// clone, a CI job), the version that is live.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The bot file, such as flowers.yaml; its tests, dialogues and knowledge lie beside it
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Overwrite the draft though somebody else has changed it
    #[arg(long)]
    force: bool,
}

pub fn run(client: &Client, options: &Options) -> anyhow::Result<()> {
    options.files.iter().try_for_each(|file| push(client, file, options.force))
}

fn push(client: &Client, file: &Path, force: bool) -> anyhow::Result<()> {
    let id = named::id_of(file)?;
    let folder = file.parent().unwrap_or(Path::new("."));
    let source = files::read(file)?;
    let opened = client.get(&named::path(&id))?;
    let (tag, told) = match opened.status {
        404 => (make(client, &id, &source)?, "is made"),
        _ => {
            let opened = opened.sound()?;
            if opened.body["draft"]["source"] == source {
                (opened.tag, "has not changed")
            } else {
                let tag = if force { "*".to_owned() } else { may_replace(client, &id, folder, &opened)? };
                (save(client, &id, &tag, &source, &opened.body["draft"])?, "has a new draft")
            }
        }
    };
    seen::remember(folder, &id, tag, &source)?;
    print(&format!("{id} {told}"))
}

fn make(client: &Client, id: &str, source: &Value) -> anyhow::Result<Option<String>> {
    let made = client.post("/bots", &json!({"id": id, "source": source}))?.sound()?;
    match made.body["draft"]["fault"]["reason"].as_str() {
        Some(reason) => bail!("{id} is made, but it is wrong: {reason}"),
        None => Ok(made.tag),
    }
}

/// The tag of the draft that may be replaced.
fn may_replace(client: &Client, id: &str, folder: &Path, opened: &Answer) -> anyhow::Result<String> {
    if let Some(seen) = seen::of(folder, id) {
        return Ok(seen.tag);
    }
    // Nothing is lost with a draft that is live: a version keeps it.
    if let (Some(live), Some(tag)) = (opened.body["live"].as_u64(), &opened.tag) {
        let differences = client.get(&format!("{}/diff?from={live}&to=draft", named::path(id)))?.sound()?;
        if differences.body["files"].as_array().is_some_and(Vec::is_empty) {
            return Ok(tag.clone());
        }
    }
    let told = format!(
        "the draft of {id} was not pulled into this folder and is not live: `ieum bot pull {id}` takes it, `--force` throws it away"
    );
    Err(Conflict::saying(told).into())
}

fn save(
    client: &Client,
    id: &str,
    tag: &str,
    source: &Value,
    theirs: &Value,
) -> anyhow::Result<Option<String>> {
    let saved = client.put(&format!("{}/draft", named::path(id)), tag, &json!({"source": source}))?;
    if saved.is("draft_changed") {
        return Err(Conflict::of(id, theirs).into());
    }
    Ok(saved.sound()?.tag)
}
