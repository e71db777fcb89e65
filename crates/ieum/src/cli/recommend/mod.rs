//! `ieum recommend`: catalogues, what is learnt of them, and what it answers.

mod demo;
mod eval;
mod import;
mod show;
mod train;

use anyhow::ensure;
use domain::Clock;
use hub::KeepModels;
use recommend::Shelf;
use store::Catalogs;

use crate::catalogs::ModelFiles;
use crate::config::Config;
use crate::{terminal, wiring};

/// Recommendations: import a catalogue and what people did, learn, ask, measure
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  ieum recommend demo                                   example films, to try everything below with
  ieum recommend import films movies.csv ratings.csv    items, and what people did with them
  ieum recommend train films                            choose learners and learn; says how well they foretell
  ieum recommend for films ann                          what to show Ann, and why
  ieum recommend for films --basket m12,m40             what goes with these
  ieum recommend similar films m12
  ieum recommend explain films ann m12                  why it has its place for Ann, or is not shown
  ieum recommend eval ratings.csv                       how well a file's last fifth is foretold from the rest

Files are CSV (or with tabs or semicolons) with a first line of names, a JSON object a line, or Parquet. Items have an id, and
may have title, categories, labels, text, image, price, available, since, vector. Feedback has person and item, and may have kind
(view, play, like, buy, dismiss), weight, rating (1 to 5) and time.")]
pub struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Read items and feedback from files
    Import(import::Options),
    /// Choose learners and learn; the old model serves until the new one is whole
    Train(train::Options),
    /// What to show somebody, and why
    For(show::For),
    /// What is most like an item
    Similar(show::Similar),
    /// Why an item has its place for somebody, or is not shown
    Explain(show::Explain),
    /// Hold back a part of a file or a catalogue, and tell how well it is foretold
    Eval(eval::Options),
    /// Make the catalogue `demo` of example films, none of which exists, and learn it
    Demo,
    /// Which catalogues there are
    List,
    /// Remove a catalogue with everything people did in it
    Remove {
        /// Its name
        catalog: String,
    },
}

pub fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        match &options.what {
            What::Import(options) => import::run(config, options).await,
            What::Train(options) => train::run(config, options).await,
            What::For(options) => show::run_for(config, options).await,
            What::Similar(options) => show::run_similar(config, options).await,
            What::Explain(options) => show::run_explain(config, options).await,
            What::Eval(options) => eval::run(config, options).await,
            What::Demo => demo::run(config).await,
            What::List => list(config).await,
            What::Remove { catalog } => remove(config, catalog).await,
        }
    })
}

async fn list(config: &Config) -> anyhow::Result<()> {
    let catalogs = wiring::store(config).await?.catalogs().await?;
    if catalogs.is_empty() {
        terminal::tell(
            "there are no catalogues; `ieum recommend import NAME FILE` makes one, `ieum recommend demo` one of example films",
        );
    }
    let files = ModelFiles::new(config)?;
    for size in catalogs {
        let learnt = if files.model_version(&size.catalog) > 0 { "learnt" } else { "not learnt yet" };
        let line = format!("{}\t{} items\t{} feedback\t{learnt}\n", size.catalog, size.items, size.feedback);
        terminal::print(&line)?;
    }
    Ok(())
}

async fn remove(config: &Config, catalog: &str) -> anyhow::Result<()> {
    let catalog = checked(catalog)?;
    ensure!(wiring::store(config).await?.remove_catalog(catalog).await?, unknown(catalog));
    Ok(ModelFiles::new(config)?.forget(catalog)?)
}

fn unknown(catalog: &str) -> String {
    format!("there is no catalogue {catalog:?}: `ieum recommend list` says which there are")
}

/// The catalogue's name, if it can be one.
fn checked(catalog: &str) -> anyhow::Result<&str> {
    let plain = "a catalogue's name has 1 to 64 letters, digits, - and _";
    ensure!(recommend::is_name(catalog), "{plain}, not {catalog:?}");
    Ok(catalog)
}

/// Everything that is known of a catalogue. A model that cannot be read is told, and done without.
async fn shelf(config: &Config, catalog: &str) -> anyhow::Result<Shelf> {
    let files = ModelFiles::new(config)?;
    let store = wiring::store(config).await?;
    let known = hub::load_catalog(&*store, checked(catalog)?, domain::SystemClock.now()).await?;
    ensure!(known.numbers() > 0, unknown(catalog));
    let mut shelf = Shelf::new(known);
    if let Some(bytes) = files.model(catalog)? {
        match recommend::Model::from_bytes(&bytes) {
            Ok(model) => shelf.serve(model.into()),
            Err(error) => terminal::tell(&format!("{}: {error}", files.file(catalog).display())),
        }
    }
    Ok(shelf)
}
