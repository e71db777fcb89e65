//! `ieum recommend train`.

use std::path::Path;

use anyhow::Context;
use domain::Clock;
use recommend::choose::Limits;
use recommend::learn::Halt;
use recommend::{Model, Report};

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
    let now = domain::SystemClock.now();
    let model = Model::learn(&shelf.catalog, now, &Limits::default(), &Bars::new(), &Halt::default())?;
    replace(&file, &model.to_bytes()?).with_context(|| file.display().to_string())?;
    terminal::print(&told(&model.report))
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
