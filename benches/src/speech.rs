//! Our recogniser as one contestant of `cargo xtask bench speech`: each line on standard input is an audio file, each
//! line on standard output what was heard in it and how long that took.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use clap::Parser;
use domain::Language;
use serde_json::json;
use speech::{Ears, Hearing, Hint, LISTENING_RATE, Recognize};

/// What a microphone delivers at a time: a tenth of a second.
const BLOCK: usize = LISTENING_RATE as usize / 10;

#[derive(Parser)]
struct Arguments {
    /// The folder of the unpacked models.
    #[arg(long)]
    models: PathBuf,
    /// The language of the clips; without it each clip decides.
    #[arg(long)]
    language: Option<Language>,
    /// Deliver the audio block by block and measure from its end to the final text.
    #[arg(long)]
    stream: bool,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let models = &arguments.models;
    let begun = Instant::now();
    let ears = Ears::open(
        &models.join("whisper-base"),
        &models.join("silero-vad/silero_vad.onnx"),
        &models.join("onnxruntime/libonnxruntime.so"),
    )?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", json!({ "ready_ms": milliseconds(begun) }))?;
    for path in std::io::stdin().lock().lines() {
        let path = path?;
        let samples = speech::audio::read(Path::new(&path)).with_context(|| path.clone())?;
        let hint = Hint { language: arguments.language };
        let line =
            if arguments.stream { stream(&ears, &samples, hint)? } else { whole(&ears, &samples, &hint)? };
        writeln!(out, "{line}")?;
        out.flush()?;
    }
    Ok(())
}

/// The whole utterance at once, as when a file is recognised.
fn whole(ears: &Ears, samples: &[f32], hint: &Hint) -> anyhow::Result<serde_json::Value> {
    let begun = Instant::now();
    let heard = ears.recognize(samples, hint)?;
    Ok(json!({ "ms": milliseconds(begun), "text": heard.text, "seconds": seconds(samples) }))
}

/// As from a microphone; only what happens after the last block counts, and the slowest block is told too.
fn stream(ears: &Ears, samples: &[f32], hint: Hint) -> anyhow::Result<serde_json::Value> {
    let mut listening = ears.listen(hint);
    let (mut slowest, mut partials) = (0.0f64, 0);
    for block in samples.chunks(BLOCK) {
        let begun = Instant::now();
        let heard = listening.push(block)?;
        slowest = slowest.max(milliseconds(begun));
        partials += heard.iter().filter(|hearing| matches!(hearing, Hearing::Partial { .. })).count();
    }
    let begun = Instant::now();
    let heard = listening.finish()?;
    Ok(json!({
        "ms": milliseconds(begun),
        "text": heard.text,
        "seconds": seconds(samples),
        "slowest_block_ms": slowest,
        "partials": partials,
    }))
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

fn seconds(samples: &[f32]) -> f64 {
    samples.len() as f64 / f64::from(LISTENING_RATE)
}
