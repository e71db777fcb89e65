//! `ieum listen`.

use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::Context;
use domain::Language;
use speech::audio::{Blocks, MAX_STREAM_SECONDS};
use speech::{Hint, LISTENING_RATE, Segment, SpeechError};

use crate::config::Config;
use crate::progress::Heard;
use crate::{terminal, wiring};

/// What standard input may hold: half an hour of stereo at 48 kHz and 24 bits fits.
const MAX_PIPED_BYTES: u64 = 1 << 30;

/// Print the words in a recording
#[derive(Debug, clap::Args)]
#[command(after_help = "\
WAV, FLAC, MP3, OGG, M4A, WebM and the sound of videos, of any length up to a day: the words come as they are
recognised, a line for each stretch of speech. Silence prints nothing.

Examples:
  ieum listen hello.wav
  ieum listen --times interview.m4a          with the time of each line
  ieum listen --language en meeting.mp3      English only
  ieum listen lecture.mp3 > lecture.txt      progress on the terminal, words in the file
  ieum say \"안녕하세요\" -o - | ieum listen -    from standard input")]
pub struct Options {
    /// The recording; - reads it from standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Begin each line with the time at which it was said
    #[arg(long)]
    times: bool,
    /// What was said, digits spelled out, instead of what people would write
    #[arg(long)]
    verbatim: bool,
}

pub fn run(config: &Config, language: Option<Language>, options: &Options) -> anyhow::Result<()> {
    // A file that cannot be read should not have to wait for the models.
    let blocks = open(&options.file)?;
    let ears = wiring::ears(config, &wiring::models(config)?)?;
    let progress = Heard::new(&name(&options.file), blocks.seconds());
    let hint = Hint { language, verbatim: options.verbatim, ..Hint::default() };
    let mut samples = 0;
    let mut audio = blocks.inspect(|block: &Result<Vec<f32>, SpeechError>| {
        samples += block.as_ref().map_or(0, Vec::len);
        progress.advance(samples as f64 / f64::from(LISTENING_RATE));
    });
    let mut printed = Ok(());
    let transcript = ears.engine.transcribe(&mut audio, &hint, &mut |segment| {
        printed = progress.aside(|| terminal::print(&line(segment, options.times)));
        if printed.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    progress.finish();
    printed?;
    if transcript?.text.is_empty() {
        terminal::tell("no speech was heard");
    }
    Ok(())
}

fn line(segment: &Segment, times: bool) -> String {
    match times {
        true => format!("{}  {}\n", time(f64::from(segment.start_ms) / 1000.0), segment.text),
        false => format!("{}\n", segment.text),
    }
}

/// Hours only where there are any: 1:02:03, 2:03.
pub fn time(seconds: f64) -> String {
    let (minutes, seconds) = (seconds as u64 / 60, seconds as u64 % 60);
    match minutes / 60 {
        0 => format!("{minutes}:{seconds:02}"),
        hours => format!("{hours}:{:02}:{seconds:02}", minutes % 60),
    }
}

fn open(file: &Path) -> anyhow::Result<Blocks> {
    if file != Path::new("-") {
        return Ok(Blocks::open(file, MAX_STREAM_SECONDS)?);
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(MAX_PIPED_BYTES)
        .read_to_end(&mut bytes)
        .context("standard input cannot be read")?;
    Ok(Blocks::of_bytes(bytes, MAX_STREAM_SECONDS)?)
}

fn name(file: &Path) -> String {
    file.file_name().map_or_else(|| file.display().to_string(), |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_on_a_player() {
        for (seconds, expected) in [(0.0, "0:00"), (59.9, "0:59"), (61.0, "1:01"), (3723.0, "1:02:03")] {
            assert_eq!(time(seconds), expected);
        }
    }
}
