//! Our side of `cargo xtask bench recommend`: the same interactions, learnt and served, timed.

mod foretell;
mod synthetic;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use domain::NoProgress;
use recommend::learn::{Halt, als};
use recommend::Interactions;

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
        What::Als { file, factors, iterations } => learn(&file, factors, iterations),
    }
}

fn learn(file: &std::path::Path, factors: usize, iterations: usize) -> Result<()> {
    let (people, items, entries) = synthetic::read(file).context("generated interactions")?;
    let began = Instant::now();
    let interactions = Interactions::new(people, items, entries);
    let prepared = began.elapsed();
    let settings = als::Settings { factors, iterations, ..als::Settings::default() };
    let als = als::train(&interactions, &settings, &NoProgress, &Halt::default())?;
    let learnt = began.elapsed();
    println!(
        "{}",
        serde_json::json!({
            "entries": interactions.people.entries(),
            "prepare": prepared.as_secs_f64(),
            "train": (learnt - prepared).as_secs_f64(),
            "check": als.items.row(0)[0],
        })
    );
    Ok(())
}
