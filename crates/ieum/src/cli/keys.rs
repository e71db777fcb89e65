//! `ieum keys`.

use anyhow::{bail, ensure};
use clap::Subcommand;
use domain::Code;
use hub::Hub;

use crate::config::Config;
use crate::terminal;
use crate::wiring::{self, Sound};

/// Characters of a name.
const LONGEST: usize = 100;

/// API keys: let programs use this server
///
/// A program shows its key as `Authorization: Bearer KEY`, or as the API key of an OpenAI client whose base URL is this
/// server's address with /v1. On this machine itself no key is needed until a password is set.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  ieum keys add subtitles                    make a key, and print it once
  ieum keys                                  which there are
  ieum keys remove subtitles                 nobody gets in with it any more")]
pub struct Options {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show the names of the keys, and when each was made
    List,
    /// Make a key; it is printed once and kept nowhere, so copy it now
    Add {
        /// What it is for
        name: String,
    },
    /// Take a key back
    Remove { name: String },
}

pub fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let store = wiring::store(config).await?;
        let (hub, owner) = wiring::hub(config, store, Sound::none()).await?;
        match options.command.as_ref().unwrap_or(&Command::List) {
            Command::List => list(&hub, owner.id).await,
            Command::Add { name } => add(&hub, owner.id, name.trim()).await,
            Command::Remove { name } => remove(&hub, owner.id, name.trim()).await,
        }
    })
}

async fn list(hub: &Hub, owner: domain::PersonId) -> anyhow::Result<()> {
    let keys = hub.api_keys(owner).await?;
    if keys.is_empty() {
        terminal::tell("there are no keys; `ieum keys add NAME` makes one");
    }
    keys.iter().try_for_each(|key| terminal::print(&format!("{}  {:.0}\n", key.name, key.created_at)))
}

async fn add(hub: &Hub, owner: domain::PersonId, name: &str) -> anyhow::Result<()> {
    ensure!(!name.is_empty(), "give the key a name: ieum keys add subtitles");
    ensure!(name.chars().count() <= LONGEST, "the name may have {LONGEST} characters");
    let key = gateway::new_api_key(&*wiring::random());
    match hub.add_api_key(owner, name, gateway::hash_api_key(&key)).await {
        Err(problem) if problem.code == Code::BadRequest => {
            bail!("there is a key named {name:?} already: choose another name, or `ieum keys remove {name}`")
        }
        added => added?,
    };
    terminal::tell("copy the key now, it is not shown again:");
    terminal::print(&format!("{key}\n"))
}

async fn remove(hub: &Hub, owner: domain::PersonId, name: &str) -> anyhow::Result<()> {
    ensure!(hub.remove_api_key(owner, name).await?, "there is no key named {name:?}: `ieum keys` lists them");
    terminal::tell(&format!("the key {name:?} opens nothing any more"));
    Ok(())
}
