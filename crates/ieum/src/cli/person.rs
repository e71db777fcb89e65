//! `ieum person`.

use anyhow::ensure;
use clap::Subcommand;
use domain::Person;
use hub::{Hub, SignUp};

use super::password;
use crate::config::{Config, TlsMode};
use crate::terminal;
use crate::wiring::{self, Sound};

/// People with an account: list, invite, set a password, remove
///
/// Works on the data folder, whether a server runs on it or not; a running server knows at once, and disconnects whoever is shut out
/// within half a minute.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  ieum person                                who there is, and how they sign in
  ieum person invite                         a link by which one person makes an account
  ieum person password 하나                    a new password, typed twice; ends their sessions
  ieum person password 하나 --remove-passkeys  the same when their phone was lost or stolen
  ieum person remove 하나 --yes                with everything that is only theirs")]
pub struct Options {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show everybody, who came first first, and how they sign in
    List,
    /// Print a link by which one person can make an account within seven days
    Invite,
    /// Set somebody's password; whoever is signed in as them is signed out
    Password {
        /// Who
        name: String,
        /// Read the password from the first line of standard input
        #[arg(long)]
        stdin: bool,
        /// Let their passkeys sign in no more
        #[arg(long)]
        remove_passkeys: bool,
    },
    /// Remove somebody, with their conversations, alarms, pictures and keys
    Remove {
        /// Who
        name: String,
        /// Do it: it cannot be undone
        #[arg(long)]
        yes: bool,
    },
}

pub fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let store = wiring::store(config).await?;
        let (hub, owner) = wiring::hub(config, store, Sound::none()).await?;
        match options.command.as_ref().unwrap_or(&Command::List) {
            Command::List => list(&hub, &owner).await,
            Command::Invite => invite(config, &hub, &owner).await,
            Command::Password { name, stdin, remove_passkeys } => {
                let person = password::named(&hub, &owner, name.trim()).await?;
                if *remove_passkeys {
                    let gone = hub.remove_passkeys(person.id).await?;
                    terminal::tell(&format!("passkeys removed: {gone}"));
                }
                password::set(&hub, &person, *stdin).await
            }
            Command::Remove { name, yes } => remove(&hub, &owner, name.trim(), *yes).await,
        }
    })
}

async fn list(hub: &Hub, owner: &Person) -> anyhow::Result<()> {
    for person in hub.people().await? {
        let passkeys = hub.passkeys(person.id).await?.len();
        let ways = [
            (person.id == owner.id).then(|| "owner".to_owned()),
            person.password.is_some().then(|| "password".to_owned()),
            (passkeys > 0).then(|| format!("passkeys: {passkeys}")),
        ];
        let ways: Vec<String> = ways.into_iter().flatten().collect();
        let ways = if ways.is_empty() { "cannot sign in".into() } else { ways.join(", ") };
        terminal::print(&format!("{}  {:.0}  {ways}\n", person.name, person.created_at))?;
    }
    Ok(())
}

async fn invite(config: &Config, hub: &Hub, owner: &Person) -> anyhow::Result<()> {
    ensure!(
        hub.who_may_sign_up() != SignUp::Closed,
        "nobody may sign up here: set sign_up = \"invited\" under [server] in the configuration"
    );
    let (secret, hash) = gateway::new_invitation(&*wiring::random());
    hub.invite(owner.id, hash).await?;
    terminal::tell("send this link to one person; it is good for seven days, and not shown again:");
    terminal::print(&format!("{}{}\n", address(config)?, gateway::invitation_path(&secret)))
}

async fn remove(hub: &Hub, owner: &Person, name: &str, yes: bool) -> anyhow::Result<()> {
    let person = password::named(hub, owner, name).await?;
    ensure!(person.id != owner.id, "{name} is the owner of this server and stays");
    ensure!(
        yes,
        "this removes {name} with their conversations, alarms, pictures and keys for good: say it with --yes"
    );
    hub.remove_person(person.id).await?;
    terminal::tell(&format!("{name} is gone"));
    Ok(())
}

/// Where people open this server.
fn address(config: &Config) -> anyhow::Result<String> {
    if let Some((address, _)) = config.server.public()? {
        return Ok(address);
    }
    let scheme = if config.tls.mode == TlsMode::None { "http" } else { "https" };
    let listening = config.server.address()?;
    let host = if listening.ip().to_canonical().is_loopback() { None } else { config.tls.names.first() };
    Ok(format!("{scheme}://{}:{}", host.map_or("localhost", String::as_str), listening.port()))
}
