//! `ieum recommend train`.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use domain::Clock;
use recommend::choose::{Limits, Trials};
use recommend::learn::{Halt, Stopped};
use recommend::{Catalog, Lesson, Model, Report};
use tokio_util::sync::CancellationToken;

use crate::config::Config;
use crate::progress::Bars;
use crate::terminal;

#[derive(Debug, clap::Args)]
pub struct Options {
    /// The catalogue's name
    catalog: String,
}

pub async fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    let file = super::model_file(config, &options.catalog)?;
    let shelf = super::shelf(config, &options.catalog).await?;
    let tried = super::trials_file(&file);
    let halt = Arc::new(Halt::default());
    stop_on_signal(halt.clone())?;
    let learning = tokio::task::spawn_blocking({
        let (tried, halt) = (tried.clone(), halt.clone());
        move || learn(&shelf.catalog, &tried, &halt)
    });
    let model = match learning.await? {
        Err(Stopped) => bail!(
            "stopped; the old model goes on serving, and `ieum recommend train {}` goes on from here",
            options.catalog
        ),
        Ok(model) => model,
    };
    replace(&file, &model.to_bytes()?).with_context(|| file.display().to_string())?;
    let _ = std::fs::remove_file(tried);
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
fn learn(catalog: &Catalog, tried: &Path, halt: &Halt) -> Result<Model, Stopped> {
    let before = std::fs::read(tried).unwrap_or_default();
    // Without the file learning is as good: it cannot be gone on with, that is all.
    let mut trials = Trials::from_bytes(&before).kept_by(|bytes| drop(replace(tried, bytes)));
    let now = domain::SystemClock.now();
    Model::learn(Lesson::of(catalog), now, &Limits::default(), &Bars::new(), halt, &mut trials)
}

/// The new model takes the place of the old one at once, or not at all.
fn replace(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    std::io::Write::write_all(&mut new, bytes)?;
    new.as_file().sync_all()?;
    new.persist(file)?;
    Ok(())
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
    text.push_str(
        "\nA fifth of what everybody liked was held back and foretold from the rest. NDCG@10: 1 if the first ten were\n\
         always the right ones, in order. recall@20: how much of it is among the first twenty. coverage: which share of\n\
         all items is shown to somebody.\n",
    );
    text
}
