//! `ieum recommend import`.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use domain::{Clock, Feedback, Item, Progress, Step};
use jiff::Timestamp;
use recommend::import::{Format, Lines, Row, Subject};
use store::Catalogs;

use crate::config::Config;
use crate::progress::Bars;
use crate::{terminal, wiring};

#[derive(Debug, clap::Args)]
pub struct Options {
    /// The catalogue's name; it is made when there is none
    catalog: String,
    /// CSV files or files of JSON lines
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
        let mut import =
            Import { store: &*store, catalog: &options.catalog, now, batch: Batch::default(), taken: [0; 2] };
        let wrong = import.file(file).await.with_context(|| file.display().to_string())?;
        let [items, feedback] = import.taken;
        ensure!(items + feedback > 0 || wrong > 0, "{}: the file is empty", file.display());
        terminal::tell(&format!(
            "{}: {items} items, {feedback} feedback, {wrong} wrong lines",
            file.display()
        ));
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
            Subject::Items => self.batch.items.push(row.item().map_err(|wrong| wrong.to_string())?),
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

/// The rows of a file, whichever format it is in.
pub(super) fn open(file: &Path) -> anyhow::Result<(Lines<Counted>, std::rc::Rc<std::cell::Cell<u64>>)> {
    let mut first = String::new();
    BufReader::new(File::open(file)?).take(1 << 16).read_line(&mut first).context("it is no text")?;
    let read = std::rc::Rc::new(std::cell::Cell::new(0));
    let counted = Counted { file: BufReader::new(File::open(file)?), read: read.clone() };
    Ok((Lines::new(counted, Format::guess(&first))?, read))
}
