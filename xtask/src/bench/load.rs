//! `cargo xtask bench load`: how many people may speak at once, ours beside two peers with the same weights.
//!
//! Every side is a Wyoming server on the same two processors; the generator is the same program for all and runs on the
//! others, where there are more. The sides take turns at every step.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, ensure};
use serde::Deserialize;

use super::chart::{self, Line};
use crate::workspace::{Workspace, cargo};
use crate::{process, python};

/// What the figures in docs/performance.md are about.
const PROCESSORS: usize = 2;
/// Speakers at once, step by step.
const STEPS: [usize; 8] = [1, 2, 4, 6, 8, 12, 16, 24];
/// A step at which the slowest twentieth waits longer than this is the last.
const LIMIT_MS: f64 = 1000.0;
/// Clients that send recordings as fast as they are taken, for the throughput.
const SENDERS: usize = 4;
const PACKAGES: &[(&str, &str)] =
    &[("faster_whisper", "faster-whisper"), ("pywhispercpp", "pywhispercpp"), ("wyoming", "wyoming")];

#[derive(clap::Args)]
pub struct Options {
    /// A folder of recordings with `clips.tsv`; without it our own voice makes some
    #[arg(long)]
    clips: Option<PathBuf>,
    /// Utterances of each speaker at each step
    #[arg(long, default_value_t = 5)]
    utterances: usize,
    /// Only ours, without installing or running the peers
    #[arg(long)]
    alone: bool,
    /// Write the picture for docs/performance.md here
    #[arg(long, value_name = "SVG")]
    picture: Option<PathBuf>,
}

#[derive(Clone, Debug, Deserialize)]
struct Measured {
    streams: usize,
    audio_seconds: f64,
    wall_seconds: f64,
    p50_ms: f64,
    p95_ms: f64,
}

/// A server, and what was measured of it.
struct Side {
    name: &'static str,
    process: Child,
    address: String,
    steps: Vec<Measured>,
    /// Megabytes in use before and after each step.
    memory: Vec<(usize, f64)>,
    /// A step was too much.
    full: bool,
}

pub fn run(workspace: &Workspace, options: &Options) -> anyhow::Result<bool> {
    let cache = python::cache_folder()?;
    let models = cache.join("models");
    ensure!(
        models.join("whisper-base/model.bin").is_file(),
        "no models in {}: run `cargo run --release -- models pull`",
        models.display()
    );
    build(workspace)?;
    let release =
        |name: &str| workspace.target.join("release").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let clips = match &options.clips {
        Some(folder) => folder.clone(),
        None => make_clips(&release("bench-speech"), &models, &cache.join("bench/clips"))?,
    };
    let folder = tempfile::tempdir()?;
    let mut sides = vec![Side::start("ours", ours(&release("ieum"), folder.path()))?];
    if !options.alone {
        let python = python::environment(&cache.join("bench/venv"), PACKAGES)?;
        let ggml = cache.join("bench/whisper-base.ggml");
        convert(workspace, &python, &models.join("whisper-base"), &ggml)?;
        let peers = [
            ("faster-whisper", "faster-whisper", models.join("whisper-base"), 10_391),
            ("whisper.cpp", "whisper.cpp", ggml, 10_392),
        ];
        for (name, engine, model, port) in peers {
            sides.push(Side::start(name, peer(workspace, &python, engine, &model, port))?);
        }
    }
    let measure = |side: &Side, extra: &[String]| {
        let mut command = Command::new(release("bench-load"));
        command.arg("--clips").arg(&clips).args(["--address", &side.address]).args(extra);
        generator(command)
    };
    for side in &mut sides {
        // The first utterance sets up what later ones reuse.
        measure(side, &["--utterances=1".into()])?;
        side.remember(0);
    }
    for streams in STEPS {
        for side in sides.iter_mut().filter(|side| !side.full) {
            let extra = [format!("--streams={streams}"), format!("--utterances={}", options.utterances)];
            let measured = measure(side, &extra)?;
            println!(
                "{:<16} {streams:>3} speakers: half wait {:>6.0} ms, one in twenty {:>6.0} ms or more",
                side.name, measured.p50_ms, measured.p95_ms
            );
            side.full = measured.p95_ms > LIMIT_MS;
            side.steps.push(measured);
            side.remember(streams);
        }
    }
    for side in &sides {
        let extra = [format!("--streams={SENDERS}"), "--utterances=8".into(), "--batch".into()];
        let measured = measure(side, &extra)?;
        report(side, &measured, &sides[0]);
    }
    if let Some(path) = &options.picture {
        let lines = sides.iter().map(Side::line).collect::<Vec<_>>();
        let title = "seconds from the end of speech to its text (p95)";
        std::fs::write(path, chart::draw(title, "speakers at once", &lines, 1.0))?;
    }
    Ok(true)
}

fn report(side: &Side, batch: &Measured, ours: &Side) {
    let throughput = batch.audio_seconds / batch.wall_seconds;
    let at_once = |side: &Side| {
        let fine = side.steps.iter().filter(|step| step.p95_ms <= LIMIT_MS);
        fine.map(|step| step.streams).max().unwrap_or_default()
    };
    println!(
        "{:<16} {} speakers at once ({:.1} times fewer than ours), {throughput:.1} hours of audio an hour, {}",
        side.name,
        at_once(side),
        at_once(ours) as f64 / at_once(side).max(1) as f64,
        side.memory_of_a_stream(),
    );
}

impl Side {
    fn start(name: &'static str, mut command: Command) -> anyhow::Result<Self> {
        println!("starting {name}");
        let mut process =
            command.stdout(Stdio::piped()).spawn().with_context(|| format!("{name} does not start"))?;
        let output = BufReader::new(process.stdout.take().expect("standard output was asked for"));
        let mut lines = output.lines().map_while(Result::ok);
        let found = lines.find_map(|line| Some(line[line.find("tcp://")? + 6..].to_owned()));
        let mut side = Self {
            name,
            process,
            address: String::new(),
            steps: Vec::new(),
            memory: Vec::new(),
            full: false,
        };
        let found = found.with_context(|| format!("{name} has ended"))?;
        side.address = found.split_whitespace().next().unwrap_or_default().to_owned();
        Ok(side)
    }

    fn remember(&mut self, streams: usize) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()));
        let peak = status.ok().and_then(|status| {
            let line = status.lines().find(|line| line.starts_with("VmHWM:"))?.to_owned();
            line.split_whitespace().nth(1)?.parse::<f64>().ok()
        });
        if let Some(kilobytes) = peak {
            self.memory.push((streams, kilobytes / 1024.0));
        }
    }

    /// The growth of the peak from one speaker to the most.
    fn memory_of_a_stream(&self) -> String {
        match (self.memory.iter().find(|(streams, _)| *streams == 1), self.memory.last()) {
            (Some((one, first)), Some((most, last))) if most > one => {
                let each = (last - first) / (most - one) as f64;
                format!("{first:.0} MB for one speaker and {each:.1} MB for each more")
            }
            _ => "memory unknown".into(),
        }
    }

    fn line(&self) -> Line<'_> {
        let points = self.steps.iter().map(|step| (step.streams as f64, step.p95_ms / 1000.0));
        Line { name: self.name, points: points.collect() }
    }
}

impl Drop for Side {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn build(workspace: &Workspace) -> anyhow::Result<()> {
    let mut command = Command::new(cargo());
    command
        .args(["build", "--release", "--package", "benches", "--package", "ieum"])
        .current_dir(&workspace.root);
    process::run(&mut command)
}

fn make_clips(program: &Path, models: &Path, folder: &Path) -> anyhow::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    process::run(Command::new(program).arg("--models").arg(models).arg("clips").arg(folder))?;
    Ok(folder.to_owned())
}

fn convert(workspace: &Workspace, python: &Path, model: &Path, out: &Path) -> anyhow::Result<()> {
    let script = workspace.root.join("benches/peers/ct2_to_ggml.py");
    process::run(Command::new(python).arg(script).arg(model).arg(out))
}

fn ours(binary: &Path, folder: &Path) -> Command {
    let mut command = pinned(binary);
    command
        .args(["serve", "--port", "0", "--wyoming", "127.0.0.1:0"])
        .env("IEUM_DATA_DIR", folder)
        .env("IEUM_LOG__LEVEL", "error")
        .env("RAYON_NUM_THREADS", PROCESSORS.to_string());
    command
}

fn peer(workspace: &Workspace, python: &Path, engine: &str, model: &Path, port: u16) -> Command {
    let mut command = pinned(python);
    command
        .arg(workspace.root.join("benches/peers/wyoming_peer.py"))
        .args(["--engine", engine, "--threads", &PROCESSORS.to_string(), "--port", &port.to_string()])
        .arg("--model")
        .arg(model)
        .stderr(Stdio::null());
    command
}

/// A program on the first processors, where the system lets us choose.
fn pinned(program: &Path) -> Command {
    if process::find(&["taskset"]).is_none() {
        return Command::new(program);
    }
    let mut command = Command::new("taskset");
    command.args(["--cpu-list", &format!("0-{}", PROCESSORS - 1)]).arg(program);
    command
}

fn generator(mut command: Command) -> anyhow::Result<Measured> {
    let output = process::read(&mut command)?;
    serde_json::from_str(output.trim()).with_context(|| format!("the generator said {output:?}"))
}
