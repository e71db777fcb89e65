//! `cargo xtask bench neighbours`: what people of one bot notice of another's that has a hundred times as many.

use std::process::Command;

use crate::process;
use crate::workspace::{Workspace, cargo};

#[derive(clap::Args)]
pub struct Options {
    /// Sentences a second of the people who are measured
    #[arg(long, default_value_t = 2.0)]
    rate: f64,
    /// Seconds of each measurement
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// How often everything is measured
    #[arg(long, default_value_t = 3)]
    rounds: usize,
}

pub fn run(workspace: &Workspace, options: &Options) -> anyhow::Result<bool> {
    let built = Command::new(cargo())
        .args(["build", "--release", "--package", "ieum", "--bin", "ieum"])
        .current_dir(&workspace.root)
        .status()?;
    anyhow::ensure!(built.success(), "the server could not be built");
    let mut command = Command::new(cargo());
    command
        .args(["run", "--release", "--package", "benches", "--bin", "bench-neighbours", "--", "--ieum"])
        .arg(workspace.target.join("release/ieum"))
        .args(["--rate", &options.rate.to_string()])
        .args(["--seconds", &options.seconds.to_string()])
        .args(["--rounds", &options.rounds.to_string()])
        .current_dir(&workspace.root);
    process::run(&mut command)?;
    Ok(true)
}
