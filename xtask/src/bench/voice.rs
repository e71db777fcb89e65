//! `cargo xtask bench voice`: is our voice understood? Whisper base, run by faster-whisper, writes down what it hears.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use serde::Deserialize;

use super::contestant::Contestant;
use super::sounds;
use crate::workspace::{Workspace, cargo};
use crate::{process, python};

/// The sentences, half of which nobody tunes on.
const SENTENCES: &str = "benches/data/voice.txt";
const PROCESSORS: usize = 2;
/// How often each phrase is said.
const ROUNDS: usize = 3;

#[derive(clap::Args)]
pub struct Options {
    /// The model that speaks, one of `ieum models list`
    #[arg(long, default_value = "kokoro")]
    model: String,
    /// One of its voices, or a blend of several
    #[arg(long)]
    voice: Option<String>,
    /// Another file of sentences, one a line
    #[arg(long)]
    sentences: Option<PathBuf>,
    /// Show what is misheard in the half that may be tuned on
    #[arg(long)]
    confusions: bool,
    /// How soon short phrases are heard instead, beside kokoro-onnx
    #[arg(long)]
    sounds: bool,
    /// Only ours, without installing or running kokoro-onnx
    #[arg(long)]
    alone: bool,
}

#[derive(Deserialize)]
struct Said {
    file: String,
    text: String,
}

pub fn run(workspace: &Workspace, options: &Options) -> anyhow::Result<bool> {
    let cache = python::cache_folder()?;
    let models = cache.join("models");
    if options.sounds {
        let ours = build(workspace, "bench-speech")?.to_string_lossy().into_owned();
        let program = [ours, "--models".into(), models.to_string_lossy().into_owned(), "say".into()];
        let peer = if options.alone { None } else { Some(sounds::peer(workspace, &cache)?) };
        sounds::run(workspace, &program, peer, ROUNDS)?;
        return Ok(true);
    }
    let ours = build(workspace, "bench-voice")?;
    let sentences = options.sentences.clone().unwrap_or_else(|| workspace.root.join(SENTENCES));
    let sentences = std::fs::read_to_string(&sentences).with_context(|| sentences.display().to_string())?;
    println!("speaking {} sentences", sentences.lines().count());
    let mut say = Command::new(&ours);
    say.arg("say").arg("--models").arg(&models).arg("--model").arg(&options.model);
    if let Some(voice) = &options.voice {
        say.arg("--voice").arg(voice);
    }
    let said = through(say.arg(cache.join("bench/voice")), &sentences)?;
    let said: Vec<Said> = said.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;

    println!("listening with Whisper base, beam 5");
    let interpreter =
        python::environment(&cache.join("bench/venv"), &[("faster_whisper", "faster-whisper")])?;
    let words = [
        interpreter.to_string_lossy().into_owned(),
        workspace.root.join("benches/peers/faster_whisper_peer.py").to_string_lossy().into_owned(),
        "--model".into(),
        models.join("whisper-base").to_string_lossy().into_owned(),
        "--threads".into(),
        PROCESSORS.to_string(),
        "--beam".into(),
        "5".into(),
        "--language".into(),
        "ko".into(),
    ];
    let mut listener = Contestant::start("faster-whisper", &words, PROCESSORS)?;
    let mut heard = String::new();
    for Said { file, text } in &said {
        heard += &format!("{text}\t{}\n", listener.ask(file)?.text.replace(['\t', '\n'], " "));
    }
    let mut judge = Command::new(&ours);
    judge.arg("judge");
    if options.confusions {
        judge.arg("--confusions");
    }
    print!("{}", through(&mut judge, &heard)?);
    Ok(true)
}

/// What a program answers to this input.
fn through(command: &mut Command, input: &str) -> anyhow::Result<String> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut tasks = child.stdin.take().expect("standard input was asked for");
    let input = input.to_owned();
    let writing = std::thread::spawn(move || tasks.write_all(input.as_bytes()));
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "it stopped: its own message is above");
    writing.join().expect("writing does not panic")?;
    Ok(String::from_utf8(output.stdout)?)
}

fn build(workspace: &Workspace, name: &str) -> anyhow::Result<PathBuf> {
    let mut command = Command::new(cargo());
    command.args(["build", "--release", "--package", "benches", "--bin", name]);
    process::run(command.current_dir(&workspace.root))?;
    Ok(workspace.target.join("release").join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}
