//! `cargo xtask bench store`: turns written a second, beside what the disk allows.

use std::path::PathBuf;
use std::process::Command;

use crate::process;
use crate::workspace::{Workspace, cargo};

#[derive(clap::Args)]
pub struct Options {
    /// A folder on the disk to measure (default: the build folder)
    #[arg(long)]
    folder: Option<PathBuf>,
    /// How often everything is measured
    #[arg(long, default_value_t = 3)]
    rounds: usize,
}

pub fn run(workspace: &Workspace, options: &Options) -> anyhow::Result<bool> {
    let folder = options.folder.as_ref().unwrap_or(&workspace.target);
    let mut command = Command::new(cargo());
    command
        .args(["run", "--release", "--package", "benches", "--bin", "bench-store", "--", "--folder"])
        .arg(folder)
        .args(["--rounds", &options.rounds.to_string()])
        .current_dir(&workspace.root);
    process::run(&mut command)?;
    Ok(true)
}
