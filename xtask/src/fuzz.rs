//! `cargo xtask fuzz`: one target for a while. The corpus is replayed by `cargo xtask test` as well, without a fuzzer.

use std::process::Command;

use crate::workspace::{Workspace, cargo};
use crate::{process, test::has_cargo_command};

#[derive(clap::Args)]
pub struct Options {
    /// A target of fuzz/src/lib.rs, such as `wav`
    target: String,
    /// How long
    #[arg(long, default_value_t = 60)]
    seconds: u32,
}

pub fn run(workspace: &Workspace, options: &Options) -> anyhow::Result<bool> {
    anyhow::ensure!(has_cargo_command("fuzz"), "cargo-fuzz is missing: cargo install --locked cargo-fuzz");
    let mut command = Command::new(cargo());
    command
        .args(["fuzz", "run", &options.target, "--", &format!("-max_total_time={}", options.seconds)])
        // The sanitizers are still unstable flags of the compiler; this opens them in the stable one.
        .env("RUSTC_BOOTSTRAP", "1")
        .current_dir(&workspace.root);
    process::run(&mut command)?;
    Ok(true)
}
