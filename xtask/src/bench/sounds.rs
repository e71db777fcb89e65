//! How soon a text is heard, beside kokoro-onnx, which runs the same weights.

use std::path::Path;

use anyhow::Context;

use super::contestant::{Answer, Contestant};
use crate::python;
use crate::workspace::Workspace;

/// What is said, shortest first.
const PHRASES: &str = "benches/data/phrases.txt";
/// What the targets in docs/performance.md are about: so many syllables, and the seconds until the first sound.
const TARGETS: [(usize, f64); 3] = [(8, 0.6), (20, 1.0), (usize::MAX, 1.5)];
const PROCESSORS: usize = 2;

/// Both say each phrase in turn, so that a slow moment of the machine meets both.
pub fn run(
    workspace: &Workspace,
    program: &[String],
    peer: Option<Contestant>,
    rounds: usize,
) -> anyhow::Result<()> {
    let file = workspace.root.join(PHRASES);
    let phrases = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let mut voice = Contestant::start("ours", program, PROCESSORS)?;
    let mut peer = peer;
    println!("\nMilliseconds from a text to its first sound, {PROCESSORS} processors, {rounds} rounds");
    let mut times: Vec<(usize, Vec<f64>, Vec<f64>)> = Vec::new();
    for phrase in phrases.lines() {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            let Answer { ms, phonemes, .. } = voice.ask(phrase)?;
            ours.push(ms);
            if let Some(peer) = &mut peer {
                theirs.push(peer.ask(&serde_json::to_string(&phonemes)?)?.ms);
            }
        }
        let syllables = phrase.chars().filter(|c| c.is_alphanumeric()).count();
        let beside = quantile(&theirs, 0.5).map_or(String::new(), |ms| format!(" beside {ms:.0}"));
        println!(
            "{:>6.0}{beside} for {syllables} syllables: {phrase}",
            quantile(&ours, 0.5).unwrap_or_default()
        );
        times.push((syllables, ours, theirs));
    }
    let mut shortest = 0;
    for (most, target) in TARGETS {
        let here = || times.iter().filter(|(syllables, ..)| (shortest + 1..=most).contains(syllables));
        let ours: Vec<f64> = here().flat_map(|(_, ours, _)| ours.iter().copied()).collect();
        if ours.is_empty() {
            continue;
        }
        let theirs: Vec<f64> = here().flat_map(|(.., theirs)| theirs.iter().copied()).collect();
        let at = |share| quantile(&ours, share).unwrap_or_default();
        println!(
            "{} phrases of {} to {} syllables: median {:.0}, 95 % {:.0}, slowest {:.0} (target {:.0}){}",
            here().count(),
            shortest + 1,
            here().map(|(syllables, ..)| *syllables).max().unwrap_or_default(),
            at(0.5),
            at(0.95),
            at(1.0),
            target * 1000.0,
            quantile(&theirs, 0.5)
                .map_or(String::new(), |ms| format!("; {:.2} of kokoro-onnx", at(0.5) / ms)),
        );
        shortest = most;
    }
    Ok(())
}

/// The other side, installed if it is not there.
pub fn peer(workspace: &Workspace, cache: &Path) -> anyhow::Result<Contestant> {
    let interpreter = python::environment(&cache.join("bench/venv"), &[("kokoro_onnx", "kokoro-onnx")])?;
    let words = [
        interpreter.to_string_lossy().into_owned(),
        workspace.root.join("benches/peers/kokoro_peer.py").to_string_lossy().into_owned(),
        "--model".into(),
        cache.join("models/kokoro").to_string_lossy().into_owned(),
        "--threads".into(),
        PROCESSORS.to_string(),
    ];
    Contestant::start("kokoro-onnx", &words, PROCESSORS)
}

/// The number below which this share of them is.
fn quantile(numbers: &[f64], share: f64) -> Option<f64> {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    sorted.get((last as f64 * share).round() as usize).copied()
}
