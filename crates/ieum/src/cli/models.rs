//! `ieum models`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::ensure;
use clap::Subcommand;
use models::{Health, Kind, Listed, Models};

use crate::config::Config;
use crate::progress::Bars;
use crate::{terminal, wiring};

/// Models: list, fetch, verify, add
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  ieum models                                what there is, and where it comes from
  ieum models pull                           fetch everything that is missing
  ieum models verify                         read every file again and compare it with what was pinned
  ieum models add ./large --name my-whisper  use weights of your own; then set models.recogniser
  ieum models add ./piper-ko --name my-voice use a voice of your own; then set models.voice")]
pub struct Options {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show the models, their licences, where they come from and whether they are there
    List,
    /// Fetch the models that are missing; what arrived before an interruption is kept
    Pull {
        /// Only these
        names: Vec<String>,
    },
    /// Compare the contents of every model with what was pinned
    Verify,
    /// Take weights from a local folder: a Whisper model in CTranslate2 form, a Kokoro model or a Piper voice
    ///
    /// Kokoro: an .onnx graph of any precision, vocab.json (or tokenizer.json), and voices.npz or voices/*.bin.
    /// Piper: NAME.onnx and NAME.onnx.json, as they are published.
    Add {
        folder: PathBuf,
        /// The name it gets; the folder's own when none is given
        #[arg(long)]
        name: Option<String>,
    },
}

pub fn run(config: &Config, options: Options) -> anyhow::Result<ExitCode> {
    let models = wiring::models(config)?;
    match options.command.unwrap_or(Command::List) {
        Command::List => list(&models)?,
        Command::Pull { names } => pull(&models, names)?,
        Command::Verify => return verify(&models),
        Command::Add { folder, name } => add(&models, &folder, name)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn list(models: &Models) -> anyhow::Result<()> {
    for Listed { name, job, licence, origin, folder, bytes, installed, local, optional } in models.list() {
        let state = match (installed, local) {
            (true, true) => format!("here, {}, added from a local folder", size(bytes)),
            (true, false) => format!("here, {}", size(bytes)),
            (false, _) if optional => {
                format!("fetched when first needed, {}; or now: ieum models pull {name}", size(bytes))
            }
            (false, _) => format!("missing, {} to fetch: ieum models pull {name}", size(bytes)),
        };
        let entry =
            format!("{name}\n  {state}\n  {job}; licence {licence}\n  {origin}\n  {}\n", folder.display());
        terminal::print(&entry)?;
    }
    Ok(())
}

fn pull(models: &Models, names: Vec<String>) -> anyhow::Result<()> {
    let names = if names.is_empty() { models.missing() } else { names };
    if names.is_empty() {
        terminal::tell("every model is here");
        return Ok(());
    }
    wiring::pull(models, &names)?;
    terminal::tell(&format!("here and verified: {}", names.join(", ")));
    Ok(())
}

fn verify(models: &Models) -> anyhow::Result<ExitCode> {
    let mut sound = true;
    for (name, health) in models.verify(&Bars::new())? {
        let verdict = match &health {
            Health::Verified => "verified".to_owned(),
            Health::NotAskedFor => "not here, and not needed yet".to_owned(),
            Health::NotInstalled => format!("missing: run `ieum models pull {name}`"),
            Health::Damaged { file } => {
                format!("{} is damaged and not used any more: run `ieum models pull {name}`", file.display())
            }
        };
        sound &= matches!(health, Health::Verified | Health::NotAskedFor);
        terminal::print(&format!("{name}: {verdict}\n"))?;
    }
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn add(models: &Models, folder: &std::path::Path, name: Option<String>) -> anyhow::Result<()> {
    let own = || folder.canonicalize().ok()?.file_name()?.to_str().map(str::to_lowercase);
    let name = name.or_else(own).unwrap_or_default();
    ensure!(!name.is_empty(), "give the model a name with --name");
    let kind = models.add(folder, &name, &Bars::new())?;
    let (what, setting) = match kind {
        Kind::Whisper => ("a Whisper model", "recogniser"),
        Kind::Kokoro => ("a Kokoro model with its voices", "voice"),
        Kind::Piper => ("a Piper voice", "voice"),
    };
    terminal::tell(&format!("{name} is {what}; to use it, set {setting} = {name:?} in the [models] section"));
    Ok(())
}

fn size(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
