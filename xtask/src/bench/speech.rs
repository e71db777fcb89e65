//! `cargo xtask bench speech`: our recogniser, and faster-whisper with the same weights on the same clips.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};
use unicode_normalization::UnicodeNormalization;

use super::contestant::{Answer, Contestant};
use super::memory;
use super::sounds;
use crate::process;
use crate::workspace::{Workspace, cargo};

/// What the targets in docs/performance.md are about.
const PROCESSORS: usize = 2;
const PEER: &str = "faster-whisper";
/// How often each clip is recognised and each phrase is said, if nobody says otherwise.
const ROUNDS: usize = 5;
/// Clips are told together by their length in seconds; some may take this part of the peer's time with beam 1.
const LENGTHS: [(RangeInclusive<usize>, Option<f64>); 5] =
    [(0..=1, None), (2..=4, Some(0.20)), (5..=8, None), (9..=13, Some(0.35)), (14..=usize::MAX, None)];
/// Bytes of eight-bit weights with their scales that Whisper base's decoder reads for one token.
const DECODER_BYTES: f64 = 50.5e6;

#[derive(clap::Args)]
pub struct Options {
    /// A folder of recordings with `clips.tsv` (columns `file` and `text`, tab-separated); without it our own voice
    /// makes some
    #[arg(long)]
    clips: Option<PathBuf>,
    /// How often each clip is recognised (default: 5, and once with --clips)
    #[arg(long)]
    rounds: Option<usize>,
    /// Only ours, without installing or running the peer
    #[arg(long)]
    alone: bool,
    /// The folder that holds `models/` (default: IEUM_CACHE_DIR, else the system's cache folder)
    #[arg(long)]
    cache: Option<PathBuf>,
}

struct Clip {
    path: String,
    text: String,
}

pub fn run(workspace: &Workspace, options: &Options) -> anyhow::Result<bool> {
    let cache = cache_folder(options)?;
    let models = cache.join("models");
    ensure!(
        models.join("whisper-base/model.bin").is_file(),
        "no models in {}: run `cargo run --release -- models pull`",
        models.display()
    );
    let ours = build(workspace)?;
    let program = |words: &[&str]| -> Vec<String> {
        let models = models.to_string_lossy().into_owned();
        [ours.to_string_lossy().into_owned(), "--models".into(), models]
            .into_iter()
            .chain(words.iter().map(|word| (*word).to_owned()))
            .collect()
    };
    let clips = read_clips(&match &options.clips {
        Some(folder) => folder.clone(),
        None => make_clips(&program, &cache.join("bench/clips"))?,
    })?;

    let language = ["--language", "ko"];
    let mut sides = vec![
        Contestant::start("ours", &program(&[&["hear"], &language[..]].concat()), PROCESSORS)?,
        Contestant::start(
            "ours, streamed",
            &program(&[&["hear", "--stream"], &language[..]].concat()),
            PROCESSORS,
        )?,
    ];
    if !options.alone {
        let python = install_peer(&cache)?;
        for (name, beam) in [("peer, beam 1", "1"), ("peer, beam 5", "5")] {
            sides.push(Contestant::start(name, &peer(workspace, &python, &models, beam), PROCESSORS)?);
        }
    }
    let rounds = options.rounds.unwrap_or(if options.clips.is_some() { 1 } else { ROUNDS });
    let results = measure(&mut sides, &clips, rounds.max(1))?;
    report(&sides, &clips, &results);
    drop(sides);
    let voice = if options.alone { None } else { Some(sounds::peer(workspace, &cache)?) };
    sounds::run(workspace, &program(&["say"]), voice, rounds.min(ROUNDS))?;
    let bandwidth = memory::bandwidth(PROCESSORS);
    println!(
        "\nMemory is read at {bandwidth:.1} GB/s by {PROCESSORS} threads: a token cannot take less than {:.1} ms.",
        DECODER_BYTES / bandwidth / 1e6
    );
    Ok(true)
}

/// For each side, for each clip, every round's answer. The sides take turns clip by clip, so that a slow moment of the
/// machine meets all of them.
fn measure(sides: &mut [Contestant], clips: &[Clip], rounds: usize) -> anyhow::Result<Vec<Vec<Vec<Answer>>>> {
    let mut results: Vec<Vec<Vec<Answer>>> =
        sides.iter().map(|_| clips.iter().map(|_| Vec::new()).collect()).collect();
    for side in sides.iter_mut() {
        side.ask(&clips[0].path)?; // The first is slower for everybody.
    }
    for _ in 0..rounds {
        for (i, clip) in clips.iter().enumerate() {
            for (side, results) in sides.iter_mut().zip(&mut results) {
                results[i].push(side.ask(&clip.path)?);
            }
        }
    }
    Ok(results)
}

fn report(sides: &[Contestant], clips: &[Clip], results: &[Vec<Vec<Answer>>]) {
    println!("\nMedian milliseconds from the end of the audio to the final text, {PROCESSORS} processors");
    println!("{:<16}{:>9}{:>8}", "", "seconds", "clips");
    let mut lengths: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, answers) in results[0].iter().enumerate() {
        let seconds = answers[0].seconds.round() as usize;
        let length = LENGTHS.iter().position(|(lengths, _)| lengths.contains(&seconds));
        lengths.entry(length.expect("every length is in the list")).or_default().push(i);
    }
    for (length, members) in &lengths {
        let (seconds, target) = &LENGTHS[*length];
        let seconds = format!("{} to {}", seconds.start(), (*seconds.end()).min(30));
        println!("{:<16}{seconds:>9}{:>8}", "", members.len());
        let medians: Vec<f64> = results
            .iter()
            .map(|side| median(members.iter().map(|i| median(side[*i].iter().map(|answer| answer.ms)))))
            .collect();
        for (side, ms) in sides.iter().zip(&medians) {
            let ratio =
                medians.get(2).map_or(String::new(), |peer| format!("{:>8.2} of {PEER} beam 1", ms / peer));
            println!("{:<16}{:>9}{ms:>8.0}{ratio}", side.name, "");
        }
        if let (Some(target), Some(peer)) = (target, medians.get(2)) {
            println!("{:<16}ours: {}", "", verdict(medians[0] / peer, *target));
        }
    }
    println!();
    for (side, results) in sides.iter().zip(results) {
        let rate = error_rate(
            clips.iter().zip(results).map(|(clip, answers)| (clip.text.as_str(), answers[0].text.as_str())),
        );
        println!(
            "{:<16} loads in {:>5.0} ms, character error rate {:>5.2} %",
            side.name,
            side.ready_ms,
            rate * 100.0
        );
    }
}

fn verdict(measured: f64, target: f64) -> String {
    let word = if measured <= target { "met" } else { "missed" };
    format!("target {target:.2}, {word} at {measured:.2}")
}

fn cache_folder(options: &Options) -> anyhow::Result<PathBuf> {
    if let Some(folder) = &options.cache {
        return Ok(folder.clone());
    }
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
    variable("IEUM_CACHE_DIR")
        .or_else(|| Some(variable("XDG_CACHE_HOME")?.join("ieum")))
        .or_else(|| Some(variable("HOME")?.join(".cache/ieum")))
        .context("where is the cache folder? Say so with --cache")
}

fn build(workspace: &Workspace) -> anyhow::Result<PathBuf> {
    let mut command = Command::new(cargo());
    command.args(["build", "--release", "--package", "benches"]).current_dir(&workspace.root);
    process::run(&mut command)?;
    Ok(workspace.target.join("release").join(format!("bench-speech{}", std::env::consts::EXE_SUFFIX)))
}

fn make_clips(program: &dyn Fn(&[&str]) -> Vec<String>, folder: &Path) -> anyhow::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let words = program(&["clips", &folder.to_string_lossy()]);
    process::run(Command::new(&words[0]).args(&words[1..]))?;
    Ok(folder.to_owned())
}

fn read_clips(folder: &Path) -> anyhow::Result<Vec<Clip>> {
    let table = folder.join("clips.tsv");
    let content = std::fs::read_to_string(&table).with_context(|| table.display().to_string())?;
    let mut lines = content.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let head = lines.next().context("clips.tsv is empty")?;
    let column = |name: &str| {
        head.iter().position(|c| *c == name).with_context(|| format!("clips.tsv has no column {name}"))
    };
    let (file, text) = (column("file")?, column("text")?);
    let clips: Vec<Clip> = lines
        .filter_map(|row| {
            let path = folder.join(row.get(file)?).to_string_lossy().into_owned();
            Some(Clip { path, text: (*row.get(text)?).to_owned() })
        })
        .collect();
    ensure!(!clips.is_empty(), "{} names no clips", table.display());
    Ok(clips)
}

/// A Python environment of its own in the cache folder, made once.
fn install_peer(cache: &Path) -> anyhow::Result<PathBuf> {
    let folder = cache.join("bench/venv");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if !process::succeeds(&python.to_string_lossy(), &["-c", "import faster_whisper"]) {
        let system = process::find(&["python3", "python"]).context("Python 3 is missing")?;
        process::run(Command::new(system).args(["-m", "venv"]).arg(&folder))?;
        process::run(Command::new(&python).args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--only-binary=:all:",
            PEER,
        ]))?;
    }
    Ok(python)
}

fn peer(workspace: &Workspace, python: &Path, models: &Path, beam: &str) -> Vec<String> {
    let script = workspace.root.join("benches/peers/faster_whisper_peer.py");
    let model = models.join("whisper-base");
    let threads = PROCESSORS.to_string();
    let words: [&dyn AsRef<std::ffi::OsStr>; 10] = [
        &python,
        &script,
        &"--model",
        &model,
        &"--threads",
        &threads,
        &"--beam",
        &beam,
        &"--language",
        &"ko",
    ];
    words.iter().map(|word| word.as_ref().to_string_lossy().into_owned()).collect()
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Characters to change in all texts together, for each character that should be there; spaces, punctuation and case
/// do not count.
fn error_rate<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> f64 {
    let letters = |text: &str| -> Vec<char> {
        text.nfc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
    };
    let (errors, total) = pairs.fold((0, 0), |(errors, total), (wanted, found)| {
        let wanted = letters(wanted);
        (errors + distance(&wanted, &letters(found)), total + wanted.len())
    });
    errors as f64 / total.max(1) as f64
}

/// Levenshtein's distance.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let cost = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], cost);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_counted_in_characters() {
        for (wanted, found, rate) in [
            ("안녕하세요", "안녕, 하세요!", 0.0),
            ("안녕하세요", "안영하세요", 0.2),
            ("가나다라", "가다라마", 0.5),
            ("Timer", "timer", 0.0),
            ("가나", "", 1.0),
        ] {
            assert!((error_rate([(wanted, found)].into_iter()) - rate).abs() < 1e-9, "{wanted} {found}");
        }
    }
}
