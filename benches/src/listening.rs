//! What somebody who is listened to notices: how often there are new words, when the end is noticed, how soon the final
//! text is there; and how often a wake phrase is missed or imagined.
//!
//! Each line on standard input is an audio file, each line on standard output is JSON. Audio comes as from a microphone,
//! a tenth of a second at a time, by a clock of its own: while the engine works, sound goes on arriving.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use clap::{Parser, Subcommand};
use domain::Language;
use serde_json::{Value, json};
use speech::{Ears, Hearing, Hint, LISTENING_RATE, Recognize, Wake};

const FRAME_MS: f64 = 100.0;
const FRAME: usize = LISTENING_RATE as usize / 10;
/// Somebody who has said everything is silent.
const SILENCE_SECONDS: usize = 2;

#[derive(Parser)]
struct Arguments {
    /// The folder of the unpacked models.
    #[arg(long)]
    models: PathBuf,
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Listen to the recordings as if they were spoken now.
    Listen {
        #[arg(long)]
        language: Option<Language>,
        /// How many times slower than this machine another one is.
        #[arg(long, default_value_t = 1.0)]
        slower: f64,
    },
    /// Wait for a wake phrase in the recordings.
    Wake {
        #[arg(long, required = true)]
        phrase: Vec<String>,
        /// What is at least so alike is a call.
        #[arg(long, default_value_t = speech::ears::WAKE_LIKENESS)]
        likeness: f32,
    },
}

fn main() -> anyhow::Result<()> {
    let Arguments { models, task } = Arguments::parse();
    let ears = Ears::open(&models.join("whisper-base"), &models.join("silero-vad/silero_vad.onnx"))?;
    let mut out = std::io::stdout().lock();
    for path in std::io::stdin().lock().lines() {
        let path = path?;
        let mut samples = speech::audio::read(Path::new(&path)).with_context(|| path.clone())?;
        samples.extend(vec![0.0; SILENCE_SECONDS * LISTENING_RATE as usize]);
        let noticed = match &task {
            Task::Listen { language, slower } => listen(&ears, &samples, *language, *slower)?,
            Task::Wake { phrase, likeness } => {
                wake(&ears.clone().with_wake_likeness(*likeness), &samples, phrase)?
            }
        };
        writeln!(out, "{noticed}")?;
        out.flush()?;
    }
    Ok(())
}

fn listen(ears: &Ears, samples: &[f32], language: Option<Language>, slower: f64) -> anyhow::Result<Value> {
    let mut listening = ears.listen(Hint { language, ..Hint::default() });
    let (mut clock, mut heard_until) = (0.0f64, 0);
    let (mut started, mut partials, mut ends) = (Vec::new(), Vec::new(), Vec::new());
    let (mut promised, mut broken) = (String::new(), 0);
    while heard_until < samples.len() {
        clock = clock.max((heard_until / FRAME + 1) as f64 * FRAME_MS);
        let arrived = ((clock / FRAME_MS) as usize * FRAME).min(samples.len());
        let begun = Instant::now();
        let hearings = listening.push(&samples[heard_until..arrived])?;
        clock += milliseconds(begun) * slower;
        heard_until = arrived;
        for hearing in hearings {
            match hearing {
                Hearing::SpeechStarted { at_ms } => started.push(at_ms),
                Hearing::Partial { text, stable } => {
                    broken += usize::from(!text.starts_with(&promised));
                    promised = text.chars().take(stable).collect();
                    partials.push(json!({ "at": clock, "stable": stable, "text": text }));
                }
                Hearing::SpeechEnded { at_ms, reason } => {
                    ends.push(json!({ "at": clock, "speech_end": at_ms, "reason": format!("{reason:?}") }));
                }
            }
        }
    }
    let begun = Instant::now();
    let transcript = listening.finish()?;
    broken += usize::from(!transcript.text.starts_with(&promised));
    Ok(json!({
        "text": transcript.text,
        "final_ms": milliseconds(begun) * slower,
        "started": started,
        "partials": partials,
        "ends": ends,
        "broken_promises": broken,
    }))
}

fn wake(ears: &Ears, samples: &[f32], phrases: &[String]) -> anyhow::Result<Value> {
    let mut watching = ears.watch(phrases)?;
    let begun = Instant::now();
    let mut calls = Vec::new();
    for frame in samples.chunks(FRAME) {
        if let Some(call) = watching.push(frame)? {
            calls.push(json!({ "at": call.at_ms, "phrase": call.phrase, "likeness": call.likeness }));
        }
    }
    let seconds = samples.len() as f64 / f64::from(LISTENING_RATE);
    Ok(json!({ "calls": calls, "seconds": seconds, "ms": milliseconds(begun) }))
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}
