//! `ieum bot pull`.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::client::Client;
use super::conflict::Conflict;
use super::{files, named, print, seen};

/// Write a draft, with its tests and knowledge, into files
///
/// Files that you have changed are not overwritten. What was pulled is remembered in .ieum-seen.json, which is not for Git.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The bot's id; all bots of the partner without one
    #[arg(value_name = "BOT")]
    bot: Option<String>,
    /// Where the files go
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// Overwrite files that were changed here
    #[arg(long)]
    force: bool,
}

pub fn run(client: &Client, options: &Options) -> anyhow::Result<()> {
    let bots = match &options.bot {
        Some(bot) => vec![bot.clone()],
        None => {
            let known = client.get("/bots")?.sound()?.body;
            let ids = known["bots"].as_array().into_iter().flatten();
            ids.filter_map(|bot| bot["id"].as_str().map(str::to_owned)).collect()
        }
    };
    bots.iter().try_for_each(|bot| pull(client, bot, &options.folder, options.force))
}

fn pull(client: &Client, id: &str, folder: &Path, force: bool) -> anyhow::Result<()> {
    let opened = named::open(client, id)?;
    let theirs = &opened.body["draft"]["source"];
    if !force {
        keep_what_was_changed(id, folder, theirs)?;
    }
    let written = files::write(folder, id, theirs)?;
    seen::remember(folder, id, opened.tag, theirs)?;
    written.iter().try_for_each(|path| print(&path.display().to_string()))
}

/// Fails when the files here are neither what is on the server nor what was pulled.
fn keep_what_was_changed(id: &str, folder: &Path, theirs: &Value) -> anyhow::Result<()> {
    let file = files::in_folder(folder, id);
    if !file.exists() {
        return Ok(());
    }
    let ours = files::read(&file).unwrap_or_default();
    let pulled = seen::of(folder, id).is_some_and(|seen| seen.source == ours);
    if pulled || ours == *theirs {
        return Ok(());
    }
    let file = file.display();
    let told = format!(
        "{file} (or a file beside it) was changed here: push it, or commit it and overwrite it with --force; nothing was written"
    );
    Err(Conflict::saying(told).into())
}
