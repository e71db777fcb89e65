//! `cargo xtask bench skills`: what the skill contract costs, beside bare JSON and a bare request.

use std::process::Command;

use crate::process;
use crate::workspace::{Workspace, cargo};

#[derive(clap::Args)]
pub struct Options {
    /// How often everything is measured
    #[arg(long, default_value_t = 3)]
    rounds: usize,
}

pub fn run(workspace: &Workspace, options: &Options) -> anyhow::Result<bool> {
    let mut command = Command::new(cargo());
    command
        .args(["run", "--release", "--package", "benches", "--bin", "bench-skills", "--"])
        .args(["--rounds", &options.rounds.to_string()])
        .current_dir(&workspace.root);
    process::run(&mut command)?;
    Ok(true)
}
