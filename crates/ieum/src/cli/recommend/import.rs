//! `ieum recommend import`.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use domain::{Clock, Feedback, Item, Progress, Step};
use jiff::Timestamp;
use recommend::import::{LineError, Lines, PARQUET, Row, Subject};
use store::Catalogs;

use crate::config::Config;
use crate::progress::Bars;
use crate::{terminal, wiring};

#[derive(Debug, clap::Args)]
pub struct Options {
    /// The catalogue's name; it is made when there is none
    catalog: String,
    /// CSV files, files of JSON lines, or Parquet
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

/// So many records are written at once: what is written is safe if the rest fails.
const BATCH: usize = 5_000;
/// So many wrong lines of a file are told; of the others, how many.
const TOLD: u64 = 10;

pub async fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    super::checked(&options.catalog)?;
    let store = wiring::store(config).await?;
    let now = domain::SystemClock.now();
    for file in &options.files {
        let mut import = Import {
            store: &*store,
            catalog: &options.catalog,
            now,
            batch: Batch::default(),
            taken: [0; 2],
            ids: HashSet::new(),
            twice: 0,
        };
        let wrong = import.file(file).await.with_context(|| file.display().to_string())?;
        let [items, feedback] = import.taken;
        ensure!(items + feedback > 0 || wrong > 0, "{}: the file is empty", file.display());
        terminal::tell(&format!(
            "{}: {items} items, {feedback} feedback, {wrong} wrong lines",
            file.display()
        ));
        if import.twice > 0 {
            terminal::tell(&format!(
                "{}: {} items came more than once; of each, the last line stands",
                file.display(),
                import.twice
            ));
        }
        ensure!(items + feedback > 0, "{}: no line could be read", file.display());
    }
    terminal::tell(&format!("now `ieum recommend train {}`", options.catalog));
    Ok(())
}

#[derive(Default)]
struct Batch {
    items: Vec<Item>,
    feedback: Vec<Feedback>,
}

struct Import<'a, S: ?Sized> {
    store: &'a S,
    catalog: &'a str,
    now: Timestamp,
    batch: Batch,
    /// Items, feedback.
    taken: [u64; 2],
    /// The items of this file, and how many came again.
    ids: HashSet<String>,
    twice: u64,
}

impl<S: Catalogs + ?Sized> Import<'_, S> {
    /// Takes a file in; how many lines were wrong.
    async fn file(&mut self, file: &Path) -> anyhow::Result<u64> {
        let bars = Bars::new();
        let length = std::fs::metadata(file)?.len();
        bars.begin(&Step { name: file.display().to_string(), total: Some(length), bytes: true });
        let mut wrong = 0;
        let (lines, read) = open(file)?;
        for line in lines {
            let taken = line
                .map_err(|error| error.to_string())
                .and_then(|(number, row)| self.take(&row).map_err(|what| format!("line {number}: {what}")));
            if let Err(what) = taken {
                wrong += 1;
                if wrong <= TOLD {
                    terminal::tell(&format!("{}: {what}", file.display()));
                }
            }
            if self.batch.items.len() + self.batch.feedback.len() >= BATCH {
                self.write().await?;
                bars.advance(read.get());
            }
        }
        self.write().await?;
        bars.finish();
        if wrong > TOLD {
            terminal::tell(&format!("{}: {} more wrong lines", file.display(), wrong - TOLD));
        }
        Ok(wrong)
    }

    fn take(&mut self, row: &Row) -> Result<(), String> {
        match row.subject() {
            Subject::Items => {
                let item = row.item().map_err(|wrong| wrong.to_string())?;
                recommend::check_item(&item).map_err(|error| error.to_string())?;
                self.twice += u64::from(!self.ids.insert(item.id.clone()));
                self.batch.items.push(item);
            }
            Subject::Feedback => {
                let feedback = row.feedback(self.now).map_err(|wrong| wrong.to_string())?;
                recommend::check(&feedback, self.now).map_err(|error| error.to_string())?;
                self.batch.feedback.push(feedback);
            }
        }
        Ok(())
    }

    async fn write(&mut self) -> anyhow::Result<()> {
        let Batch { items, feedback } = std::mem::take(&mut self.batch);
        self.store.put_items(self.catalog, &items).await?;
        self.store.add_feedback(self.catalog, &feedback).await?;
        self.taken[0] += items.len() as u64;
        self.taken[1] += feedback.len() as u64;
        Ok(())
    }
}

/// A file that tells how much of it was read.
pub(super) struct Counted {
    file: BufReader<File>,
    read: std::rc::Rc<std::cell::Cell<u64>>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.read.set(self.read.get() + count as u64);
        Ok(count)
    }
}

/// The rows of a file, one after the other, with their numbers.
pub(super) type Rows = Box<dyn Iterator<Item = Result<(u64, Row), LineError>>>;

/// The rows of a file, whichever format it is in, and how many of its bytes were read.
pub(super) fn open(file: &Path) -> anyhow::Result<(Rows, std::rc::Rc<std::cell::Cell<u64>>)> {
    let mut first = Vec::new();
    File::open(file)?.take(PARQUET.len() as u64).read_to_end(&mut first)?;
    let read = std::rc::Rc::new(std::cell::Cell::new(0));
    if first == PARQUET {
        return Ok((Box::new(recommend::import::Rows::of_file(File::open(file)?)?), read));
    }
    let counted = Counted { file: BufReader::new(File::open(file)?), read: read.clone() };
    Ok((Box::new(Lines::new(counted)?), read))
}
