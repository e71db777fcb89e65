//! `ieum listen`.

use std::io::Read;
use std::path::{Path, PathBuf};

use domain::Language;
use speech::{Hint, audio};

use crate::config::Config;
use crate::{terminal, wiring};

/// Print the words in a recording
#[derive(Debug, clap::Args)]
#[command(after_help = "\
WAV, FLAC, MP3 and OGG files of up to half an hour. Silence prints nothing.

Examples:
  ieum listen hello.wav
  ieum listen --language en meeting.mp3      English only
  ieum say \"안녕하세요\" -o - | ieum listen -    from standard input")]
pub struct Options {
    /// The recording; - reads it from standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub fn run(config: &Config, language: Option<Language>, options: &Options) -> anyhow::Result<()> {
    // A file that cannot be read should not have to wait for the models.
    let samples = read(&options.file)?;
    let ears = wiring::ears(config, &wiring::models(config)?)?;
    let transcript = ears.engine.recognize(&samples, &Hint { language, ..Hint::default() })?;
    if transcript.text.is_empty() {
        terminal::tell("no speech was heard");
        return Ok(());
    }
    terminal::print(&format!("{}\n", transcript.text))
}

fn read(file: &Path) -> anyhow::Result<Vec<f32>> {
    if file != Path::new("-") {
        return Ok(audio::read(file)?);
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(audio::read_bytes(bytes, audio::MAX_SECONDS)?)
}
