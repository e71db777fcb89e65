//! `ieum recommend train`.

use std::sync::Arc;

use anyhow::{Context, bail};
use domain::{Clock, Language};
use hub::KeepModels;
use recommend::choose::{Limits, Trials};
use recommend::learn::{Halt, Stopped};
use recommend::{Catalog, Lesson, Model, Report};
use tokio_util::sync::CancellationToken;

use crate::catalogs::ModelFiles;
use crate::config::Config;
use crate::doctor;
use crate::progress::Bars;
use crate::terminal;

#[derive(Debug, clap::Args)]
pub struct Options {
    /// The catalogue's name
    catalog: String,
}

pub async fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    train(config, &options.catalog).await
}

pub(super) async fn train(config: &Config, catalog: &str) -> anyhow::Result<()> {
    let files = ModelFiles::new(config)?;
    let shelf = super::shelf(config, catalog).await?;
    let halt = Arc::new(Halt::default());
    stop_on_signal(halt.clone())?;
    let learning = tokio::task::spawn_blocking({
        let (catalog, files, halt) = (catalog.to_owned(), files.clone(), halt.clone());
        move || learn(&shelf.catalog, &catalog, &files, &halt)
    });
    let model = match learning.await? {
        Err(Stopped) => {
            bail!(
                "stopped; the old model goes on serving, and `ieum recommend train {catalog}` goes on from here"
            )
        }
        Ok(model) => model,
    };
    let file = || files.file(catalog).display().to_string();
    files.put_model(catalog, &model.to_bytes()?).with_context(file)?;
    files.put_trials(catalog, &[]);
    terminal::print(&told(&model.report))
}

fn stop_on_signal(halt: Arc<Halt>) -> anyhow::Result<()> {
    let stop = CancellationToken::new();
    crate::lifecycle::stop_on_signal(stop.clone())?;
    tokio::spawn(async move {
        stop.cancelled().await;
        halt.stop();
    });
    Ok(())
}

/// Learns, with each finished trial in a file: learning that is stopped, even by force, goes on where it was.
fn learn(known: &Catalog, catalog: &str, files: &ModelFiles, halt: &Halt) -> Result<Model, Stopped> {
    let before = files.trials(catalog);
    let mut trials = Trials::from_bytes(&before).kept_by(|bytes| files.put_trials(catalog, bytes));
    let now = domain::SystemClock.now();
    let limits = doctor::available_memory().map_or_else(Limits::default, Limits::of_memory);
    Model::learn(Lesson::of(known), now, &limits, &Bars::new(), halt, &mut trials)
}

/// For a shop owner: what was learnt from, and how well it foretells.
pub(super) fn told(report: &Report) -> String {
    if report.tried == 0 {
        return format!(
            "{} people, {} items, {} likings: too few people to tell how well they are foretold.\n\
             What is liked together is shown, mixed with what is popular. Learn again when there is more.\n",
            report.people, report.items, report.events
        );
    }
    let mut text = format!(
        "{} people, {} items, {} likings; {} settings tried\n\n{:<12} {:>7} {:>9} {:>10} {:>9}\n",
        report.people,
        report.items,
        report.events,
        report.tried,
        "",
        "share",
        "NDCG@10",
        "recall@20",
        "coverage"
    );
    for line in &report.lines {
        text.push_str(&format!(
            "{:<12} {:>7.2} {:>9.4} {:>10.4} {:>8.0}%\n",
            line.learner,
            line.share,
            line.ndcg,
            line.recall,
            line.coverage * 100.0
        ));
    }
    for saving in &report.savings {
        text.push_str(&format!("\n{}\n", saving.told(Language::English)));
    }
    text.push_str(
        "\nA fifth of what everybody liked was held back and foretold from the rest. NDCG@10: 1 if the first ten were\n\
         always the right ones, in order. recall@20: how much of it is among the first twenty. coverage: which share of\n\
         all items is shown to somebody.\n",
    );
    text
}
