//! `ieum recommend eval`.

use std::path::Path;

use anyhow::ensure;
use domain::{Clock, Feedback};
use recommend::choose::{Limits, Trials, choose};
use recommend::judge::{Fold, HoldOut};
use recommend::learn::Halt;
use recommend::{Catalog, Event, Report, ReportLine};

use crate::config::Config;
use crate::progress::Bars;
use crate::terminal;

#[derive(Debug, clap::Args)]
pub struct Options {
    /// A file of feedback, or the name of a catalogue
    what: String,
    /// Hold back any of everybody's things, by this seed, instead of the latest
    #[arg(long, value_name = "SEED")]
    random: Option<u64>,
    /// Which share is held back
    #[arg(long, default_value_t = 0.2, value_name = "SHARE")]
    held_out: f64,
}

pub async fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    ensure!((0.01..=0.9).contains(&options.held_out), "the share held back must be from 0.01 to 0.9");
    let file = Path::new(&options.what);
    let (people, events, items) = match file.is_file() {
        true => from_file(file)?,
        false => {
            let shelf = super::shelf(config, &options.what).await?;
            let (people, events) = shelf.catalog.events();
            (people, events, shelf.catalog.numbers())
        }
    };
    let how = options.random.map_or(HoldOut::Latest, |seed| HoldOut::Random { seed });
    let fold = Fold::new(people, items, &events, options.held_out, how);
    // What is held back here is seen by nobody until the end: the choice holds back a part of the rest.
    let rest: Vec<Event> = events
        .iter()
        .filter(|event| fold.known.people.row(event.person as usize).0.binary_search(&event.item).is_ok())
        .copied()
        .collect();
    let (limits, halt) = (Limits::default(), Halt::default());
    let choice = choose(people, items, &rest, &limits, &Bars::new(), &halt, &mut Trials::default())?;
    let judged = choice.judge(&fold, &halt)?;
    let lines = ReportLine::all(&choice, &judged.alone, &judged.mixture);
    let report =
        Report { people, items, events: events.len(), tried: choice.tried, lines, savings: choice.savings };
    terminal::print(&super::train::told(&report))
}

/// What a file tells of people's likings.
fn from_file(file: &Path) -> anyhow::Result<(usize, Vec<Event>, usize)> {
    let now = domain::SystemClock.now();
    let mut catalog = Catalog::default();
    let mut wrong = 0_u64;
    for line in super::import::open(file)?.0 {
        let taken = line.map_err(|error| error.to_string()).and_then(|(number, row)| {
            let told = |error: &dyn std::fmt::Display| format!("line {number}: {error}");
            let feedback: Feedback = row.feedback(now).map_err(|wrong| told(&wrong))?;
            catalog.record(&feedback, now).map_err(|error| told(&error))
        });
        if let Err(what) = taken {
            wrong += 1;
            if wrong <= 5 {
                terminal::tell(&format!("{}: {what}", file.display()));
            }
        }
    }
    ensure!(catalog.numbers() > 0, "{}: no line could be read", file.display());
    let (people, mut events) = catalog.events();
    // Where no time was told, none is known.
    for event in events.iter_mut().filter(|event| event.at == now.as_second()) {
        event.at = 0;
    }
    Ok((people, events, catalog.numbers()))
}
