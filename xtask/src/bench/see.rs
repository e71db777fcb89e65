//! `cargo xtask bench see`: pictures beside Python's onnxruntime with Pillow, on the same network and the same files. The
//! sides take turns in one run, on two processors each.

use std::path::PathBuf;
use std::process::Command;

use anyhow::ensure;

use super::figures::{Figures, figures, first};
use crate::process;
use crate::python::{cache_folder, environment};
use crate::workspace::{Workspace, cargo};

#[derive(clap::Args)]
pub struct Options {
    /// How often the sides take turns
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// The network
    #[arg(long, default_value = "efficientnet-lite0")]
    model: String,
    /// The folder that holds `models/` (default: IEUM_CACHE_DIR, else the system's cache folder)
    #[arg(long)]
    cache: Option<PathBuf>,
}

const PROCESSORS: &str = "0,1";
const THREADS: &str = "2";
/// Whose photos are made into the files that both look at.
const PHOTOS: [&str; 3] = ["cat.jpg", "coffee.jpg", "rocket.jpg"];

pub fn run(workspace: &Workspace, options: &Options) -> anyhow::Result<bool> {
    let cache = options.cache.clone().map_or_else(cache_folder, Ok)?;
    let model = cache.join("models").join(&options.model);
    ensure!(
        model.join("model.onnx").is_file(),
        "no network in {}: run `cargo run --release -- models pull {}`",
        model.display(),
        options.model
    );
    let side = if options.model.ends_with("lite2") { "260" } else { "224" };
    let mut build = Command::new(cargo());
    build.args(["build", "--release", "--package", "benches", "--bin", "bench-see"]);
    process::run(build.current_dir(&workspace.root))?;
    let packages = [("onnxruntime", "onnxruntime"), ("numpy", "numpy"), ("PIL", "pillow")];
    let python = environment(&cache.join("bench/see"), &packages)?;
    let peer = workspace.root.join("benches/peers/see_peer.py");
    let images = workspace.target.join("bench-see");
    let mut make = Command::new(&python);
    make.arg(&peer).arg("make").arg(&images);
    make.args(PHOTOS.map(|photo| workspace.root.join("crates/vision/tests/pictures").join(photo)));
    process::run(&mut make)?;
    let mut rounds = Vec::new();
    for round in 1..=options.rounds {
        println!("\nround {round}: ours");
        let mut ours = Command::new("taskset");
        ours.args(["-c", PROCESSORS]).arg(workspace.target.join("release/bench-see"));
        ours.arg("--model").arg(&model).arg("--images").arg(&images).args([
            "--threads",
            THREADS,
            "--side",
            side,
        ]);
        ours.arg("--library").arg(cache.join("models/onnxruntime/libonnxruntime.so"));
        let own = figures(ours.env("RAYON_NUM_THREADS", THREADS))?;
        println!("round {round}: Python's onnxruntime and Pillow");
        let mut theirs = Command::new("taskset");
        theirs.args(["-c", PROCESSORS]).arg(&python).arg(&peer).arg(model.join("model.onnx")).arg(&images);
        rounds.push((own, figures(theirs.args([THREADS, side]))?));
    }
    ratios(&rounds);
    Ok(true)
}

/// Ours as a part of the peer's: rates as they are, times turned over, so that 1 is as fast and more is faster.
fn ratios(rounds: &[(Figures, Figures)]) {
    println!("\nours beside theirs, the median of the rounds; above 1 ours is faster");
    let rows = [
        ("network", "the network, one picture", false),
        ("network_batch", "the network, eight pictures at once", false),
        ("decode_ms", "decoding a JPEG of 640 x 480", true),
        ("resize_ms", "cutting out and resizing", true),
        ("file_ms", "one file, all in all", true),
        ("files_per_s", "many files, all in all", false),
    ];
    for (name, title, time) in rows {
        let mut found: Vec<f64> = rounds
            .iter()
            .filter_map(|(ours, theirs)| {
                let ratio = first(ours, name)? / first(theirs, name)?;
                Some(if time { 1.0 / ratio } else { ratio })
            })
            .collect();
        found.sort_by(f64::total_cmp);
        if let Some(middle) = found.get(found.len() / 2) {
            println!("  {title}: {middle:.2}");
        }
    }
}
