//! `ieum wake`.

use std::path::{Path, PathBuf};

use speech::audio::{Blocks, MAX_STREAM_SECONDS};
use speech::{LISTENING_RATE, wake};

use super::listen::time;
use crate::config::Config;
use crate::{terminal, wiring};

/// Try a wake phrase on recordings
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Prints when somebody calls, with the phrase and how much it sounded like it, from 0 to 1. A phrase is heard when a
voice begins with it. Good ones have four syllables or more and are said nowhere else; several are possible.

Examples:
  ieum wake living-room.wav                       the configured phrases ([speech] wake_phrases)
  ieum wake --phrase \"거실 스피커\" evening.mp3     another one
  ieum wake --phrase \"hey computer\" *.wav")]
pub struct Options {
    /// The recordings; any length
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// What the assistant is called by, instead of what the configuration says; repeat it for several
    #[arg(long, value_name = "PHRASE")]
    phrase: Vec<String>,
}

pub fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    let phrases = if options.phrase.is_empty() { &config.speech.wake_phrases } else { &options.phrase };
    // Phrases and files that cannot be used should not have to wait for the models.
    wake::check(phrases)?;
    let files =
        options.files.iter().map(|file| Blocks::open(file, MAX_STREAM_SECONDS).map(|open| (file, open)));
    let files = files.collect::<Result<Vec<_>, _>>()?;
    let (_, wake) = wiring::listeners(config, &wiring::models(config)?)?;
    let mut calls = 0;
    for (file, blocks) in files {
        let mut watching = wake.watch(phrases)?;
        // A call at the very end is followed by silence, too.
        let silence = std::iter::once(Ok(vec![0.0; LISTENING_RATE as usize]));
        for block in blocks.chain(silence) {
            if let Some(call) = watching.push(&block?)? {
                calls += 1;
                let at = time(f64::from(call.at_ms) / 1000.0);
                terminal::print(&format!(
                    "{}{at}  {}  {:.2}\n",
                    name(file, options),
                    call.phrase,
                    call.likeness
                ))?;
            }
        }
    }
    if calls == 0 {
        terminal::tell("nobody called");
    }
    Ok(())
}

/// The file's name, where there are several.
fn name(file: &Path, options: &Options) -> String {
    if options.files.len() > 1 { format!("{}  ", file.display()) } else { String::new() }
}
