//! `ieum say`.

use std::io::{Cursor, IsTerminal};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use hound::{SampleFormat, WavSpec, WavWriter};
use speech::Manner;

use super::text_of;
use crate::config::Config;
use crate::{terminal, wiring};

/// Speak a text into a sound file
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  ieum say \"안녕하세요\" -o hello.wav
  ieum say --speed 1.2 \"회의는 3시 30분에 시작해요.\" -o meeting.wav
  ieum say --voices                          the voices there are
  ieum say --voice jf_alpha:0.7,jm_kumo:0.3 --pitch -2 \"안녕하세요\" -o blend.wav
  ieum say --ssml \"<speak>잠시<break time='1s'/>쉬고 가요.</speak>\" -o pause.wav
  ieum say \"안녕하세요\" -o - | aplay          play it
  ieum say - -o letter.wav < letter.txt      a whole text")]
pub struct Options {
    /// What to say; - reads it from standard input
    #[arg(required_unless_present = "voices", value_name = "TEXT")]
    text: Vec<String>,
    /// The WAV file to write; - writes to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How fast: 1 is the voice's own pace, 0.5 to 2
    #[arg(long, default_value_t = 1.0)]
    speed: f32,
    /// How many semitones above or below the voice's own pitch, -12 to 12
    #[arg(long, default_value_t = 0.0, allow_negative_numbers = true)]
    pitch: f32,
    /// Who speaks: one of --voices, or a blend of several (jf_alpha:0.7,jm_kumo:0.3)
    #[arg(long, value_name = "NAME")]
    voice: Option<String>,
    /// The text is SSML: speak, p, s, voice, lang, prosody, break, say-as, sub
    #[arg(long)]
    ssml: bool,
    /// Print the names of the voices; the first speaks when none is named
    #[arg(long)]
    voices: bool,
}

pub fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    if !(0.5..=2.0).contains(&options.speed) {
        bail!("--speed {} is out of range: 0.5 to 2", options.speed);
    }
    if !(-12.0..=12.0).contains(&options.pitch) {
        bail!("--pitch {} is out of range: -12 to 12 semitones", options.pitch);
    }
    if options.voices {
        let voice = wiring::voice(config, &wiring::models(config)?)?.engine;
        let names: Vec<String> = voice.voices().into_iter().map(|voice| voice.name + "\n").collect();
        return terminal::print(&names.concat());
    }
    let output = options.output.as_deref().filter(|path| *path != Path::new("-"));
    if output.is_none() && std::io::stdout().is_terminal() {
        bail!("a sound cannot be written to the terminal: name a file with -o hello.wav");
    }
    let text = text_of(&options.text)?;
    let voice = wiring::voice(config, &wiring::models(config)?)?.engine;
    let manner = Manner {
        language: config.assistant.language(),
        speed: options.speed,
        pitch: options.pitch,
        voice: options.voice.clone(),
        ssml: options.ssml,
    };
    let mut samples = Vec::new();
    voice.speak(&text, &manner, &mut |piece| {
        samples.extend(piece.samples);
        ControlFlow::Continue(())
    })?;
    let wav = wav(&samples, voice.rate())?;
    match output {
        Some(file) => write_whole(file, &wav),
        None => terminal::print_bytes(&wav),
    }
}

/// A WAV file in memory.
fn wav(samples: &[f32], rate: u32) -> anyhow::Result<Vec<u8>> {
    let spec =
        WavSpec { channels: 1, sample_rate: rate, bits_per_sample: 16, sample_format: SampleFormat::Int };
    let mut bytes = Cursor::new(Vec::new());
    let mut writer = WavWriter::new(&mut bytes, spec)?;
    for sample in samples {
        writer.write_sample((sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)) as i16)?;
    }
    writer.finalize()?;
    Ok(bytes.into_inner())
}

/// The file is there whole or not at all.
fn write_whole(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let failed = || format!("{} cannot be written", file.display());
    let mut half = file.as_os_str().to_owned();
    half.push(".part");
    let written = std::fs::write(&half, bytes).and_then(|()| std::fs::rename(&half, file));
    if written.is_err() {
        let _ = std::fs::remove_file(&half);
    }
    written.with_context(failed)
}
