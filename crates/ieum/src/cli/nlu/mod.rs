//! `ieum nlu`: how well sentences are understood, and why.

mod eval;
mod explain;
mod sets;
mod test;
mod values;

use std::sync::Arc;

use dialogue::Dialogue;
use dialogue::block::Learner;
use dialogue::service::{Roster, Services};
use dialogue::vector::Embed;
use jiff::civil::Date;

use crate::config::Config;
use crate::{bots, terminal, wiring};

/// Understanding: measure it, test it, explain it
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  ieum nlu eval shop.yaml                        how well a bot understands shop.test.yaml
  ieum nlu eval kinds.tsv                        label<TAB>sentence: teach nine tenths, test the rest
  ieum nlu eval dev.tsv --train train.tsv        teach one file, test another
  ieum nlu test shop.yaml                        fails when a sentence is not understood as its file says
  ieum nlu explain \"내일 비 와?\" --bot shop.yaml   what matched and why
  ieum nlu values \"내일 세 시에 두 명\"            the dates, times, numbers and addresses of a sentence")]
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
    /// Print the dates, times, numbers, amounts and addresses of a sentence, resolved
    Values(values::Options),
}

pub fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    match &options.what {
        What::Eval(options) => eval::run(config, options),
        What::Test(options) => test::run(config, options),
        What::Explain(options) => explain::run(config, options),
        What::Values(options) => values::run(config, options),
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

/// A bot with the sources that it names.
fn bot(path: &std::path::Path) -> anyhow::Result<bots::Written> {
    bots::parse(path).0.map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))
}

/// The assistant with this bot beside it, and the service behind it.
fn services(
    config: &Config,
    learner: &Arc<Learner>,
    (bot, sources): &bots::Written,
) -> anyhow::Result<Services> {
    let roster = Arc::new(Roster::new(bots::patience(config)));
    roster.replace(bots::service_of(bot));
    let mut services = Services::new(Dialogue::new()?, learner.clone(), roster)?;
    let learnt = services.learn(bot.clone(), sources, today(config))?;
    services.take(Arc::new(learnt))?;
    Ok(services)
}

/// Dates in sentences are read as of today.
fn today(config: &Config) -> Date {
    now(config).date()
}

fn now(config: &Config) -> jiff::ZonedDateTime {
    let zone = jiff::tz::TimeZone::get(&config.assistant.time_zone()).unwrap_or(jiff::tz::TimeZone::UTC);
    wiring::clock().now().to_zoned_datetime(zone)
}

fn print(line: &str) -> anyhow::Result<()> {
    terminal::print(&format!("{line}\n"))
}
