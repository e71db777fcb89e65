//! `ieum password`.

use anyhow::{Context, bail, ensure};
use domain::Person;
use hub::Hub;

use crate::config::Config;
use crate::terminal;
use crate::wiring::{self, Sound};

/// Shorter ones are guessed.
const SHORTEST: usize = 8;
/// Longer ones are mistakes.
const LONGEST: usize = 1000;

/// Set the password that is asked for beyond this machine
///
/// Whoever is signed in is signed out.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  ieum password                              typed twice, unseen
  ieum password --stdin < secret.txt         the first line of a file")]
pub struct Options {
    /// Whose password; the owner's when nobody is named
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    /// Read the password from the first line of standard input
    #[arg(long)]
    stdin: bool,
}

pub fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let store = wiring::store(config).await?;
        let (hub, owner) = wiring::hub(config, store, Sound::none()).await?;
        let person = match options.person.as_deref() {
            None => owner,
            Some(name) => named(&hub, &owner, name).await?,
        };
        set(&hub, &person, options.stdin).await
    })
}

/// Sets the password of this person to what is typed.
pub async fn set(hub: &Hub, person: &Person, from_stdin: bool) -> anyhow::Result<()> {
    let password = read(from_stdin, &person.name)?;
    let hash = gateway::hash_password(&password, &*wiring::random());
    hub.set_password(person.id, hash).await?;
    terminal::tell(&format!("the password of {} is set; sign in with that name", person.name));
    let passkeys = hub.passkeys(person.id).await?.len();
    if passkeys > 0 {
        let told =
            "can still sign in: `ieum person password NAME --remove-passkeys` when they were lost or stolen";
        terminal::tell(&format!("passkeys ({passkeys}) {told}"));
    }
    Ok(())
}

/// The person who is called so.
pub async fn named(hub: &Hub, owner: &Person, name: &str) -> anyhow::Result<Person> {
    let nobody = || {
        let owner = &owner.name;
        format!("there is nobody called {name:?}; the owner is {owner:?}, and `ieum person` lists everybody")
    };
    hub.person_named(name).await?.with_context(nobody)
}

fn read(from_stdin: bool, name: &str) -> anyhow::Result<String> {
    let password = if from_stdin {
        let mut line = String::new();
        std::io::stdin().read_line(&mut line)?;
        line.trim_end_matches(['\r', '\n']).to_owned()
    } else {
        let first = rpassword::prompt_password(format!("new password of {name}: "))
            .context("a password cannot be typed here: use --stdin")?;
        if first != rpassword::prompt_password("once more: ")? {
            bail!("the two are not the same; nothing was changed");
        }
        first
    };
    let characters = password.chars().count();
    ensure!(characters >= SHORTEST, "a password needs at least {SHORTEST} characters; nothing was changed");
    ensure!(characters <= LONGEST, "a password may have at most {LONGEST} characters; nothing was changed");
    Ok(password)
}
