//! `cargo xtask`: the workspace's own automation. Where to start reading: [`test`], which runs all the rest.
#![allow(clippy::print_stdout, reason = "a command line tool speaks on standard output")]

mod bench;
mod fuzz;
mod generate;
mod process;
mod python;
mod test;
mod tidy;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::workspace::Workspace;

/// Automation of the Ieum workspace.
///
/// Before a change is proposed, `cargo xtask test` must be green. While you work, `cargo xtask tidy` (a second) and
/// `cargo xtask test --only unit` tell most of it sooner.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run everything that must be green, in order; one run shows all failures
    Test(test::Options),
    /// Check the rules that the compiler cannot: who may depend on whom, sizes, and what must not be in the repository
    Tidy(tidy::Options),
    /// Write the files that are generated from the code: docs/errors.md and docs/openapi.json
    Generate(generate::Options),
    /// Fuzz one target for a while (needs `cargo install --locked cargo-fuzz`)
    Fuzz(fuzz::Options),
    /// Measure speed beside a peer on the same input
    Bench(bench::Options),
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether all is well.
fn run(command: Command) -> anyhow::Result<bool> {
    let workspace = Workspace::load()?;
    match command {
        Command::Test(options) => test::run(&workspace, &options),
        Command::Tidy(options) => tidy::run(&workspace, &options),
        Command::Generate(options) => generate::run(&workspace, &options),
        Command::Fuzz(options) => fuzz::run(&workspace, &options),
        Command::Bench(options) => bench::run(&workspace, &options),
    }
}
