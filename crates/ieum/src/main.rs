//! The `ieum` binary: configuration, wiring, lifecycle, command line, doctor.
//!
//! Where to start reading: `cli/mod.rs` (the commands, one file each), then `wiring.rs` (what is built from what). Only
//! this crate reads the environment and the configuration file, and only this crate knows all the others.

mod cli;
mod config;
mod doctor;
mod engines;
mod lifecycle;
mod logging;
mod progress;
mod terminal;
mod wiring;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
