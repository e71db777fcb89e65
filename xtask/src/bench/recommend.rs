//! `cargo xtask bench recommend`: our learners beside `implicit`, on the same interactions, in one run.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::ensure;

use super::figures::{Figures, figures};
use crate::process;
use crate::python::{cache_folder, environment};
use crate::workspace::{Workspace, cargo};

#[derive(clap::Args)]
pub struct Options {
    /// Only the time of one answer in a large catalogue
    #[arg(long)]
    request: bool,
    /// Instead of the speed: how well a file of likings (person, item, rating, time) is foretold, with nothing set by
    /// hand, beside the peers' best of many settings
    #[arg(long, value_name = "FILE")]
    foretell: Vec<PathBuf>,
    /// How well what somebody does next is foretold from the last thing they did, of such a file
    #[arg(long, value_name = "FILE")]
    next: Vec<PathBuf>,
    /// The seed that decides what is foretold
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// People, items and interactions of the generated set
    #[arg(long, num_args = 3, default_values_t = [138_000, 27_000, 20_000_000])]
    size: Vec<usize>,
}

/// Both sides have so many threads.
const THREADS: &str = "2";

pub fn run(workspace: &Workspace, options: &Options) -> anyhow::Result<bool> {
    let mut build = Command::new(cargo());
    build.args(["build", "--release", "--package", "benches", "--no-default-features"]);
    build.args(["--bin", "bench-recommend"]);
    process::run(build.current_dir(&workspace.root))?;
    let bench = Bench { workspace, folder: cache_folder()?.join("bench/recommend") };
    std::fs::create_dir_all(&bench.folder)?;
    if options.request {
        bench.ours(&["request"])?;
    } else if options.foretell.is_empty() && options.next.is_empty() {
        bench.speed(&options.size)?;
    }
    for file in &options.next {
        println!("\n{}: what comes next", file.display());
        bench.ours(&["next", &file.to_string_lossy()])?;
    }
    for file in &options.foretell {
        bench.foretell(file, options.seed)?;
    }
    Ok(true)
}

struct Bench<'a> {
    workspace: &'a Workspace,
    folder: PathBuf,
}

impl Bench<'_> {
    fn ours(&self, arguments: &[&str]) -> anyhow::Result<Figures> {
        let mut command = Command::new(self.workspace.target.join("release/bench-recommend"));
        figures(command.args(arguments).env("RAYON_NUM_THREADS", THREADS))
    }

    fn peer(&self, arguments: &[&str]) -> anyhow::Result<Figures> {
        let packages = [("implicit", "implicit"), ("threadpoolctl", "threadpoolctl")];
        let mut command = Command::new(environment(&self.folder.join("venv"), &packages)?);
        command.arg(self.workspace.root.join("benches/peers/recommend_peer.py")).args(arguments);
        // implicit asks for one thread of its matrix library, and is slower with more.
        figures(command.env("OPENBLAS_NUM_THREADS", "1").env("OMP_NUM_THREADS", THREADS))
    }

    fn speed(&self, size: &[usize]) -> anyhow::Result<()> {
        let [people, items, interactions] = size else { unreachable!("the command line asks for three") };
        let file = self.folder.join(format!("{people}x{items}x{interactions}.bin"));
        let path = file.to_string_lossy();
        if !file.is_file() {
            println!("generating {interactions} interactions");
            let [people, items, interactions] = [people, items, interactions].map(ToString::to_string);
            self.ours(&[
                "generate",
                "--out",
                &path,
                "--people",
                &people,
                "--items",
                &items,
                "--interactions",
                &interactions,
            ])?;
        }
        println!("\nours");
        let own = self.ours(&["als", &path])?;
        println!("\nimplicit");
        let peer = self.peer(&["train", &path])?;
        let of = |figures: &Figures, name: &str| super::figures::first(figures, name).unwrap_or(f64::NAN);
        let whole = |figures: &Figures| of(figures, "prepare_s") + of(figures, "train_s");
        println!("\nlearning: {:.2} of implicit's time (limit 0.5)", whole(&own) / whole(&peer));
        println!("memory: {:.2} of implicit's (limit 1)", of(&own, "memory_mb") / of(&peer, "memory_mb"));
        println!(
            "ten for everybody: {:.1} times as fast (at least 2)",
            of(&own, "top_per_s") / of(&peer, "top_per_s")
        );
        Ok(())
    }

    fn foretell(&self, file: &Path, seed: u64) -> anyhow::Result<()> {
        ensure!(file.is_file(), "there is no file {}", file.display());
        println!("\n{}: ours, nothing set by hand", file.display());
        let folder = self.folder.to_string_lossy();
        let seed = seed.to_string();
        self.ours(&["foretell", &file.to_string_lossy(), "--seed", &seed, "--split", &folder])?;
        println!("\nthe peers, the best setting for what is to be foretold");
        let [known, held_out] = ["known.bin", "held-out.bin"].map(|name| self.folder.join(name));
        self.peer(&["foretell", &known.to_string_lossy(), &held_out.to_string_lossy()])?;
        Ok(())
    }
}
