//! `ieum nlu`: how well sentences are understood, and why.

mod eval;
mod explain;
mod sets;
mod test;

use std::sync::Arc;

use dialogue::block::{Bot, Learner};
use dialogue::vector::Embed;
use jiff::civil::Date;

use crate::config::Config;
use crate::{terminal, wiring};

/// Understanding: measure it, test it, explain it
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  ieum nlu eval shop.yaml                        how well a bot understands shop.test.yaml
  ieum nlu eval kinds.tsv                        label<TAB>sentence: teach nine tenths, test the rest
  ieum nlu eval dev.tsv --train train.tsv        teach one file, test another
  ieum nlu test shop.yaml                        fails when a sentence is not understood as its file says
  ieum nlu explain \"내일 비 와?\" --bot shop.yaml   what matched and why")]
pub struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Print accuracy, confusion, refusal of other talk, entities and calibration
    Eval(eval::Options),
    /// Run test files; the exit code says whether all is understood
    Test(test::Options),
    /// Print what a sentence matches, how well, and why
    Explain(explain::Options),
}

pub fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    match &options.what {
        What::Eval(options) => eval::run(config, options),
        What::Test(options) => test::run(config, options),
        What::Explain(options) => explain::run(config, options),
    }
}

/// Learns bots by letters and, unless that is not wanted, by meaning.
fn learner(config: &Config, letters_only: bool) -> anyhow::Result<Learner> {
    let embed: Option<Arc<dyn Embed>> = match letters_only {
        true => None,
        false => Some(wiring::sentences(&wiring::models(config)?)?),
    };
    Ok(Learner::new(embed)?)
}

fn bot(path: &std::path::Path) -> anyhow::Result<Bot> {
    let text = sets::read(path)?;
    Bot::parse(&text).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))
}

/// Dates in sentences are read as of today.
fn today(config: &Config) -> Date {
    let zone = jiff::tz::TimeZone::get(&config.assistant.time_zone()).unwrap_or(jiff::tz::TimeZone::UTC);
    wiring::clock().now().to_zoned_datetime(zone).date()
}

fn print(line: &str) -> anyhow::Result<()> {
    terminal::print(&format!("{line}\n"))
}
