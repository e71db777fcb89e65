//! The `ieum` binary: configuration, wiring, lifecycle, command line, doctor.
//!
//! Where to start reading: `cli/mod.rs` (the commands, one file each), then `wiring.rs` (what is built from what). Only
//! this crate reads the environment and the configuration file, and only this crate knows all the others.

mod bots;
mod catalogs;
mod cli;
mod config;
mod doctor;
mod engines;
mod knowledge;
mod lifecycle;
mod logging;
mod progress;
mod shelf;
mod terminal;
mod tools;
mod wiring;
mod wyoming;

use std::process::ExitCode;

fn main() -> ExitCode {
    leave_threads_to_speech();
    cli::run()
}

/// candle's own threads spin while they wait and count the machine's processors instead of those we may use; `speech`
/// shares the work itself where candle has only one. Somebody who sets the variable wins.
#[expect(unsafe_code, reason = "candle takes this setting from the environment only")]
fn leave_threads_to_speech() {
    const THREADS: &str = "CANDLE_NUM_THREADS";
    if std::env::var_os(THREADS).is_none() {
        // SAFETY: `main` calls this first, before there is a second thread that could read the environment.
        unsafe { std::env::set_var(THREADS, "1") };
    }
}
