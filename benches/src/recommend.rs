//! Our side of `cargo xtask bench recommend`: the same interactions, learnt and served, timed.

mod foretell;
mod next;
mod request;
mod synthetic;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use domain::NoProgress;
use recommend::Interactions;
use recommend::learn::{Halt, als};

#[derive(Parser)]
struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Write generated interactions: pairs of person and item, 32 bits each
    Generate {
        #[arg(long)]
        out: PathBuf,
        #[arg(long, default_value_t = 138_000)]
        people: usize,
        #[arg(long, default_value_t = 27_000)]
        items: usize,
        #[arg(long, default_value_t = 20_000_000)]
        interactions: usize,
    },
    /// Choose and learn from a part of everybody's doings, and foretell the rest
    Foretell {
        /// Lines of person, item, rating (not used) and time, separated by white space
        file: PathBuf,
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Write what is known and what is foretold, in the form of `generate`, into this folder
        #[arg(long)]
        split: Option<PathBuf>,
    },
    /// Foretell what everybody did last from what they did before, beside what is most like that
    Next {
        /// Lines of person, item, rating (not used) and time, separated by white space
        file: PathBuf,
    },
    /// One recommendation from a large catalogue, fold-in included
    Request {
        #[arg(long, default_value_t = 100_000)]
        items: usize,
        #[arg(long, default_value_t = 2_000)]
        requests: usize,
    },
    /// Alternating least squares
    Als {
        file: PathBuf,
        #[arg(long, default_value_t = 64)]
        factors: usize,
        #[arg(long, default_value_t = 15)]
        iterations: usize,
    },
}

fn main() -> Result<()> {
    match Options::parse().what {
        What::Generate { out, people, items, interactions } => {
            synthetic::write(&out, people, items, interactions)
        }
        What::Foretell { file, seed, split } => foretell::run(&file, seed, split.as_deref()),
        What::Next { file } => next::run(&file),
        What::Request { items, requests } => request::run(items, requests),
        What::Als { file, factors, iterations } => learn(&file, factors, iterations),
    }
}

#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
fn learn(file: &std::path::Path, factors: usize, iterations: usize) -> Result<()> {
    let (people, items, entries) = synthetic::read(file).context("generated interactions")?;
    let began = Instant::now();
    let interactions = Interactions::new(people, items, entries);
    let prepared = began.elapsed();
    // The peer's cost is the same for all.
    let settings = als::Settings { factors, iterations, growth: 0.0, ..als::Settings::default() };
    let als = als::train(&interactions, &settings, &NoProgress, &Halt::default())?;
    let learnt = began.elapsed();
    println!(
        "figure prepare_s {:.2}\nfigure train_s {:.2}",
        prepared.as_secs_f64(),
        (learnt - prepared).as_secs_f64()
    );
    println!("figure memory_mb {:.0}", memory_mb()?);
    let work = arithmetic(&interactions, factors, iterations);
    println!("figure gflops {:.1}", work / (learnt - prepared).as_secs_f64() / 1e9);
    let began = Instant::now();
    let best = als.everybody(&interactions.people, 10);
    println!("figure top_per_s {:.0}", best.len() as f64 / began.elapsed().as_secs_f64());
    Ok(())
}

/// The multiplications and additions that the method takes: four passes over the entries of both sides, each a product
/// and a sum, and the shared matrix three times for each row.
fn arithmetic(interactions: &Interactions, factors: usize, iterations: usize) -> f64 {
    let entries = 2.0 * interactions.people.entries() as f64;
    let rows = (interactions.people.rows() + interactions.items.rows()) as f64;
    let factors = factors as f64;
    iterations as f64 * (entries * 4.0 * 4.0 * factors + rows * 5.0 * 2.0 * factors * factors)
}

/// The most memory that this process has held.
fn memory_mb() -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no memory is told")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
}
