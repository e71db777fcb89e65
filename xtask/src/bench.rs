//! `cargo xtask bench`: our speed beside a peer's, on the same input in the same run. Never a test: machines differ.

use crate::workspace::Workspace;

mod contestant;
mod memory;
mod speech;
mod store;

#[derive(clap::Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Speech recognition beside faster-whisper, and the time from a text to its first sound
    Speech(speech::Options),
    /// Turns written a second, beside what the disk allows
    Store(store::Options),
}

pub fn run(workspace: &Workspace, options: &Options) -> anyhow::Result<bool> {
    match &options.what {
        What::Speech(options) => speech::run(workspace, options),
        What::Store(options) => store::run(workspace, options),
    }
}
