//! `ieum openapi`.

use crate::terminal;

/// Print the OpenAPI description of the HTTP interface
#[derive(Debug, clap::Args)]
#[command(after_help = "The same document is at /openapi.json of a running server, and readable at /docs.")]
pub struct Options {}

pub fn run(_: &Options) -> anyhow::Result<()> {
    terminal::print(&gateway::openapi())
}
