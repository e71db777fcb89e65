//! `ieum config`.

use std::path::PathBuf;

use crate::config::{Config, DEFAULT};
use crate::terminal;

/// Print the complete, commented default configuration, or check a file
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  ieum config                                print every setting with its default
  ieum config > ~/.config/ieum/config.toml   start a configuration file of your own
  ieum config --check my.toml                say whether a file is right, with the line of a mistake")]
pub struct Options {
    /// Check this file instead
    #[arg(long, value_name = "FILE")]
    check: Option<PathBuf>,
}

pub fn run(options: &Options) -> anyhow::Result<()> {
    match &options.check {
        None => terminal::print(DEFAULT),
        Some(file) => {
            Config::check_file(file)?;
            terminal::print(&format!("{} is a valid configuration\n", file.display()))
        }
    }
}
