//! Our side of `cargo xtask bench voice`: is what the voice says understood?
//!
//! `say` speaks the lines of standard input into a folder; somebody else listens; `judge` compares what was heard with
//! what was meant. The sentences of `data/voice.txt` are in two halves, and the voice is tuned on one of them only: of
//! the other no more than its error rate is shown, so that nobody tunes on it by accident.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use clap::{Parser, Subcommand};
use serde_json::json;
use speech::{Manner, Speak, Voice};

mod wav;

/// Silence around each clip, as a recording has it.
const MARGIN_SECONDS: f32 = 0.3;
/// Decides which sentences nobody tunes on.
const SEED: u64 = 20_261_123;

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Speak each line of standard input into a numbered WAV file.
    Say {
        /// The folder of the unpacked models.
        #[arg(long)]
        models: PathBuf,
        /// The model that speaks.
        #[arg(long, default_value = "kokoro")]
        model: String,
        /// One of its voices, or a blend.
        #[arg(long)]
        voice: Option<String>,
        folder: PathBuf,
    },
    /// Compare lines of `meant<TAB>heard`.
    Judge {
        /// Show the confusions of the half that may be tuned on.
        #[arg(long)]
        confusions: bool,
    },
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().task {
        Task::Say { models, model, voice, folder } => say(&models, &model, voice, &folder),
        Task::Judge { confusions } => judge(confusions),
    }
}

#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
fn say(models: &Path, model: &str, voice: Option<String>, folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)?;
    let [kokoro, lexicon, library] =
        [model, "english-lexicon", "onnxruntime/libonnxruntime.so"].map(|part| models.join(part));
    let speaker = Voice::open(&kokoro, &lexicon, &library)?;
    let manner = Manner { voice, ..Manner::default() };
    for (number, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line?;
        let margin = vec![0.0; (MARGIN_SECONDS * speaker.rate() as f32) as usize];
        let mut samples = margin.clone();
        speaker.speak(&line, &manner, &mut |spoken| {
            samples.extend(spoken.samples);
            ControlFlow::Continue(())
        })?;
        samples.extend(margin);
        let file = folder.join(format!("{number:03}.wav"));
        wav::write(&file, &samples, speaker.rate())?;
        let reading = korean::reading::read(&line);
        let pronounced = korean::pronounce::pronounce(&reading);
        println!("{}", json!({ "file": file, "text": line, "pronounced": pronounced }));
    }
    Ok(())
}

/// Prints the error rate of both halves.
#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
fn judge(confusions: bool) -> anyhow::Result<()> {
    let mut pairs = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (meant, heard) = line.split_once('\t').with_context(|| format!("no tab in {line:?}"))?;
        pairs.push((meant.to_owned(), heard.to_owned()));
    }
    ensure!(pairs.len() > 1, "nothing to judge");
    let order = shuffled(pairs.len());
    let (tuned, unseen) = order.split_at(pairs.len() / 2);
    let mut confused = BTreeMap::new();
    for (name, half) in [("tuned on", tuned), ("unseen", unseen)] {
        let (mut errors, mut letters, mut exact) = (0, 0, 0);
        for (meant, heard) in half.iter().map(|i| &pairs[*i]) {
            let (meant, heard) = (said(meant), said(heard));
            let changes = changes(&meant, &heard);
            errors += changes.len();
            letters += meant.len();
            exact += usize::from(changes.is_empty());
            if name == "tuned on" {
                changes.into_iter().for_each(|change| *confused.entry(change).or_insert(0) += 1);
            }
        }
        let rate = 100.0 * errors as f64 / letters as f64;
        println!(
            "{name:<9} {rate:5.2} % of {letters} characters wrong, {exact} of {} sentences exact",
            half.len()
        );
    }
    if confusions {
        print_confusions(confused);
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
fn print_confusions(confused: BTreeMap<(Option<char>, Option<char>), usize>) {
    let mut confused: Vec<_> = confused.into_iter().collect();
    confused.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let show = |c: Option<char>| c.map_or("nothing".to_owned(), String::from);
    for ((meant, heard), count) in confused.into_iter().take(40) {
        println!("{count:3}  {} heard as {}", show(meant), show(heard));
    }
}

/// The letters that a text is read aloud as: a listener who writes 7시 has heard 일곱 시.
fn said(text: &str) -> Vec<char> {
    let read = korean::reading::read(text);
    read.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What has to be changed to make one text of the other: (meant, heard), the fewest possible.
fn changes(meant: &[char], heard: &[char]) -> Vec<(Option<char>, Option<char>)> {
    let (rows, columns) = (meant.len() + 1, heard.len() + 1);
    let mut cost = vec![vec![0; columns]; rows];
    for i in 0..rows {
        for j in 0..columns {
            cost[i][j] = match (i, j) {
                (0, _) => j,
                (_, 0) => i,
                _ => (cost[i - 1][j - 1] + usize::from(meant[i - 1] != heard[j - 1]))
                    .min(cost[i - 1][j] + 1)
                    .min(cost[i][j - 1] + 1),
            };
        }
    }
    let (mut i, mut j, mut changes) = (meant.len(), heard.len(), Vec::new());
    while i > 0 || j > 0 {
        if i > 0 && j > 0 && cost[i][j] == cost[i - 1][j - 1] + usize::from(meant[i - 1] != heard[j - 1]) {
            (i, j) = (i - 1, j - 1);
            if meant[i] != heard[j] {
                changes.push((Some(meant[i]), Some(heard[j])));
            }
        } else if i > 0 && cost[i][j] == cost[i - 1][j] + 1 {
            i -= 1;
            changes.push((Some(meant[i]), None));
        } else {
            j -= 1;
            changes.push((None, Some(heard[j])));
        }
    }
    changes
}

/// The numbers below the limit in an order that the seed decides (Fisher and Yates, with a generator of Lehmer's kind).
fn shuffled(limit: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..limit).collect();
    let mut state = u128::from(SEED) * 2 + 1;
    for i in (1..limit).rev() {
        state = state.wrapping_mul(0xda94_2042_e4dd_58b5);
        let random = (state >> 64) as usize;
        order.swap(i, random % (i + 1));
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_the_fewest_and_halves_are_whole() {
        for (meant, heard, count) in [
            ("일곱 시", "7시", 0),
            ("가나다라", "가다라마", 2),
            ("가", "", 1),
            ("", "가", 1),
            ("국", "굴", 1),
        ] {
            assert_eq!(changes(&said(meant), &said(heard)).len(), count, "{meant} {heard}");
        }
        let mut order = shuffled(100);
        assert_ne!(order[..50], (0..50).collect::<Vec<_>>());
        order.sort_unstable();
        assert_eq!(order, (0..100).collect::<Vec<_>>());
    }
}
