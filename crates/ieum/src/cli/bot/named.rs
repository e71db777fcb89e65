//! The bot that a command is about: by its id, or by its file.

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use serde_json::Value;

use super::client::{Answer, Client};
use super::files;

/// A bot on the command line.
#[derive(Debug, clap::Args)]
pub struct Named {
    /// The bot's id, or its file: then the draft must be what is in the files
    #[arg(value_name = "BOT")]
    bot: String,
}

/// The bot on the server.
pub struct Opened {
    pub id: String,
    pub body: Value,
}

impl Named {
    pub fn open(&self, client: &Client) -> anyhow::Result<Opened> {
        let file = self.bot.ends_with(".yaml").then(|| PathBuf::from(&self.bot));
        let id = file.as_deref().map_or_else(|| Ok(self.bot.clone()), id_of)?;
        let body = open(client, &id)?.body;
        if let Some(file) = file {
            ensure!(
                files::read(&file)? == body["draft"]["source"],
                "the draft of {id} is not what is in {}: push it first",
                file.display()
            );
        }
        Ok(Opened { id, body })
    }
}

/// The bot, with its draft.
pub fn open(client: &Client, id: &str) -> anyhow::Result<Answer> {
    checked(id)?;
    let answer = client.get(&path(id))?;
    ensure!(answer.status != 404, "there is no bot {id:?}: `ieum bot pull` writes those that there are");
    answer.sound()
}

/// The path of a bot's operations.
pub fn path(id: &str) -> String {
    format!("/bots/{id}")
}

/// What the bot in this file is called on the server.
pub fn id_of(file: &Path) -> anyhow::Result<String> {
    let id = file
        .file_stem()
        .and_then(|stem| stem.to_str())
        .filter(|_| file.extension().is_some_and(|e| e == "yaml"));
    let id = id.filter(|id| !id.ends_with(".test") && !id.ends_with(".dialogues"));
    let id =
        id.with_context(|| format!("{} is no name of a bot file, such as flowers.yaml", file.display()))?;
    checked(id)?;
    Ok(id.to_owned())
}

/// An id goes into addresses and names of files.
pub fn checked(id: &str) -> anyhow::Result<()> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    ensure!(
        !id.is_empty() && id.chars().all(plain),
        "{id:?} is no id of a bot: letters, digits, `-` and `_`"
    );
    Ok(())
}
