//! `ieum bot`: the bots of a partner on a running server, as files in a folder that is kept in Git.

mod client;
mod conflict;
mod deploy;
mod files;
mod named;
mod pull;
mod push;
mod seen;
mod test;

use std::process::ExitCode;

use client::Client;
use conflict::Conflict;

use crate::config::Config;
use crate::terminal;

/// Bots of a partner on a running server: pull, push, test, deploy
///
/// A bot is a file, `flowers.yaml`; beside it lie its tests (`flowers.test.yaml`), its dialogues (`flowers.dialogues.yaml`) and the
/// files of knowledge that it names. Keep the folder in Git. docs/partners/git.md walks through it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  export IEUM_URL=https://ieum.example IEUM_KEY=ieum-partner-...
  ieum bot pull flowers                      the draft on the server becomes files in this folder
  ieum bot push flowers.yaml                 the files become the draft
  ieum bot test flowers.yaml                 plays its sentences and dialogues, and fails when one does
  ieum bot deploy flowers.yaml --note \"튤립\"  shows what changes, and lets it answer people

The console makes keys (API keys); this one needs the scopes bots:read, bots:write and bots:deploy. Where no address and no key
are named, those of [remote] in the configuration count.

Exit codes: 0 done; 1 refused, or a test fails; 2 the command line is wrong; 3 somebody else has changed the draft.")]
pub struct Options {
    #[command(flatten)]
    server: Server,
    #[command(subcommand)]
    what: What,
}

/// Which server, and for which partner.
#[derive(Debug, clap::Args)]
struct Server {
    /// The server's address
    #[arg(long, global = true, env = "IEUM_URL", value_name = "URL", hide_env_values = true)]
    url: Option<String>,
    /// A key of the partner
    #[arg(long, global = true, env = "IEUM_KEY", value_name = "KEY", hide_env_values = true)]
    key: Option<String>,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Write a draft, with its tests and knowledge, into files
    Pull(pull::Options),
    /// Make files the draft; a bot that does not exist yet is made
    Push(push::Options),
    /// Play the tests of a draft
    Test(test::Options),
    /// Show what would change, and let the draft answer people
    Deploy(deploy::Options),
}

/// What an exit code tells a program: somebody has to decide whose texts stay.
const SOMEBODY_ELSE: u8 = 3;

pub fn run(config: &Config, options: &Options) -> anyhow::Result<ExitCode> {
    let url = options.server.url.as_deref().unwrap_or(&config.remote.url);
    let key = options.server.key.as_deref().unwrap_or(&config.remote.key);
    let client = Client::connect(url, key)?;
    let done = match &options.what {
        What::Pull(options) => pull::run(&client, options),
        What::Push(options) => push::run(&client, options),
        What::Test(options) => test::run(&client, options),
        What::Deploy(options) => deploy::run(&client, options),
    };
    match done {
        Err(error) if error.is::<Conflict>() => {
            terminal::complain(&error);
            Ok(ExitCode::from(SOMEBODY_ELSE))
        }
        done => done.map(|()| ExitCode::SUCCESS),
    }
}

fn print(line: &str) -> anyhow::Result<()> {
    terminal::print(&format!("{line}\n"))
}
