//! `cargo xtask bench nearest`: our index beside hnswlib, n2 and usearch, on the same vectors in one run.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::figures::{Figures, figures, first};
use crate::process;
use crate::python::{cache_folder, environment};
use crate::workspace::{Workspace, cargo};

#[derive(clap::Args)]
pub struct Options {
    /// Threads of both sides
    #[arg(long, default_value_t = 1)]
    threads: usize,
    /// Keep the indexes of both sides in the cache folder, and search those of last time
    #[arg(long)]
    keep: bool,
    /// How many vectors are searched
    #[arg(long, default_value_t = 100_000)]
    count: usize,
    /// Only this set: clusters, cone or spread
    #[arg(long)]
    only: Option<String>,
}

/// Shapes of generated vectors, and how many numbers each vector has.
const SETS: [(&str, &str); 3] = [("clusters", "384"), ("cone", "1280"), ("spread", "384")];
const PEERS: [&str; 3] = ["hnswlib", "n2", "usearch"];

pub fn run(workspace: &Workspace, options: &Options) -> anyhow::Result<bool> {
    let mut build = Command::new(cargo());
    build.args(["build", "--release", "--package", "benches", "--no-default-features"]);
    process::run(build.args(["--bin", "bench-nearest"]).current_dir(&workspace.root))?;
    let folder = cache_folder()?.join("bench/nearest");
    std::fs::create_dir_all(&folder)?;
    let bench = Bench { workspace, options, folder };
    for (shape, width) in SETS {
        if options.only.as_ref().is_none_or(|only| only == shape) {
            bench.set(shape, width)?;
        }
    }
    Ok(true)
}

struct Bench<'a> {
    workspace: &'a Workspace,
    options: &'a Options,
    folder: PathBuf,
}

impl Bench<'_> {
    fn set(&self, shape: &str, width: &str) -> anyhow::Result<()> {
        let file = self.folder.join(format!("{shape}-{width}-{}", self.options.count));
        let name = file.to_string_lossy();
        if !file.with_extension("truth").is_file() {
            println!("generating {name}");
            let count = self.options.count.to_string();
            self.ours(&["generate", &name, "--shape", shape, "--width", width, "--count", &count])?;
            self.peer(&["truth", &name, "--width", width])?;
        }
        let threads = self.options.threads.to_string();
        println!("\n{shape}, {width} numbers, {threads} threads: ours");
        let search = ["search", &name, "--width", width, "--threads", &threads];
        let mut sides = vec![("ours", self.ours(&self.kept(&search, &file, "ours"))?)];
        for peer in PEERS {
            println!("\n{peer}");
            let search = [&search[..], &["--peer", peer]].concat();
            sides.push((peer, self.peer(&self.kept(&search, &file, peer))?));
        }
        report(&sides);
        Ok(())
    }

    /// The words, and where the index is kept.
    fn kept(&self, words: &[&str], file: &Path, side: &str) -> Vec<String> {
        let mut words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        if self.options.keep {
            words.push("--kept".into());
            words.push(file.with_extension(side).to_string_lossy().into_owned());
        }
        words
    }

    fn ours(&self, words: &[impl AsRef<std::ffi::OsStr>]) -> anyhow::Result<Figures> {
        figures(Command::new(self.workspace.target.join("release/bench-nearest")).args(words))
    }

    fn peer(&self, words: &[impl AsRef<std::ffi::OsStr>]) -> anyhow::Result<Figures> {
        let packages = [("numpy", "numpy"), ("hnswlib", "hnswlib"), ("n2", "n2"), ("usearch", "usearch")];
        let mut command = Command::new(environment(&self.folder.join("venv"), &packages)?);
        command.arg(self.workspace.root.join("benches/peers/nearest_peer.py"));
        figures(command.args(words))
    }
}

fn report(sides: &[(&str, Figures)]) {
    println!("\n{:<10}{:>12}{:>10}{:>10}{:>12}", "", "searches/s", "recall", "build s", "processor s");
    let of = |figures: &Figures, name: &str| first(figures, name).unwrap_or(f64::NAN);
    for (side, figures) in sides {
        println!(
            "{side:<10}{:>12.0}{:>10.4}{:>10.1}{:>12.1}",
            of(figures, "per_s"),
            of(figures, "recall"),
            of(figures, "build_s"),
            of(figures, "build_processor_s"),
        );
    }
    let best = sides[1..].iter().map(|(_, figures)| of(figures, "per_s")).fold(f64::NAN, f64::max);
    println!(
        "ours: {:.2} of the best peer's searches a second (at least 1)",
        of(&sides[0].1, "per_s") / best
    );
}
