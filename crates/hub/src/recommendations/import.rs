//! A whole file of items or feedback, read piece by piece on a thread of its own; what is read is taken in meanwhile.

use std::fs::File;
use std::io::{BufReader, Read, Seek};

use domain::{Code, Feedback, Item, Problem};
use jiff::Timestamp;
use recommend::import::{LineError, Lines, PARQUET, Row, Rows, Subject};
use tokio::sync::mpsc;

use super::{Refused, Taken, checked_name};
use crate::Hub;

/// So many lines are written at once: what is written is safe if the rest fails.
const BATCH: usize = 5_000;
/// So many wrong lines are told; of the others, how many.
const TOLD: usize = 100;

/// What became of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    pub items: usize,
    pub feedback: usize,
    /// How many lines were wrong.
    pub wrong: usize,
    /// Which ones and why, the first hundred.
    pub told: Vec<String>,
}

/// Lines of a file, with their numbers.
#[derive(Default)]
struct Batch {
    items: Vec<(u64, Item)>,
    feedback: Vec<(u64, Feedback)>,
    wrong: Vec<String>,
}

impl Hub {
    /// Takes in a file: comma-separated, lines of JSON, or Parquet, as it shows itself.
    pub async fn import(&self, catalog: &str, file: File) -> Result<Imported, Problem> {
        self.core.refuse_when_stopping()?;
        checked_name(catalog)?;
        let now = self.core.clock.now();
        let (sender, mut batches) = mpsc::channel(2);
        let reading = self.core.tasks.spawn_blocking(move || read(file, now, &sender));
        let mut imported = Imported::default();
        while let Some(batch) = batches.recv().await {
            self.take_in(catalog, batch, &mut imported).await?;
        }
        match reading.await {
            Ok(Ok(())) => Ok(imported),
            Ok(Err(what)) => Err(Problem::new(Code::BadRequest, what)),
            Err(panic) => {
                tracing::error!(%panic, "a file could not be read");
                Err(Code::Internal.into())
            }
        }
    }

    async fn take_in(&self, catalog: &str, batch: Batch, imported: &mut Imported) -> Result<(), Problem> {
        imported.tell(batch.wrong);
        if !batch.items.is_empty() {
            let (lines, items): (Vec<u64>, Vec<Item>) = batch.items.into_iter().unzip();
            imported.items += imported.note(self.put_items(catalog, items).await?, &lines);
        }
        if !batch.feedback.is_empty() {
            let (lines, feedback): (Vec<u64>, Vec<Feedback>) = batch.feedback.into_iter().unzip();
            imported.feedback += imported.note(self.record_feedback(catalog, feedback).await?, &lines);
        }
        Ok(())
    }
}

impl Imported {
    fn tell(&mut self, wrong: Vec<String>) {
        self.wrong += wrong.len();
        let room = TOLD.saturating_sub(self.told.len());
        self.told.extend(wrong.into_iter().take(room));
    }

    fn note(&mut self, taken: Taken, lines: &[u64]) -> usize {
        let told = |Refused { index, why }: Refused| format!("line {}: {why}", lines[index]);
        self.tell(taken.refused.into_iter().map(told).collect());
        taken.taken
    }
}

/// Sends the file's lines on. Whoever takes them in may have given up: then so does this.
fn read(file: File, now: Timestamp, batches: &mpsc::Sender<Batch>) -> Result<(), String> {
    let mut batch = Batch::default();
    for line in rows(file)? {
        batch.take(line, now);
        if batch.items.len() + batch.feedback.len() + batch.wrong.len() >= BATCH
            && batches.blocking_send(std::mem::take(&mut batch)).is_err()
        {
            return Ok(());
        }
    }
    let _ = batches.blocking_send(batch);
    Ok(())
}

type AllRows = Box<dyn Iterator<Item = Result<(u64, Row), LineError>>>;

fn rows(mut file: File) -> Result<AllRows, String> {
    let mut first = Vec::new();
    let began = (&mut file).take(PARQUET.len() as u64).read_to_end(&mut first);
    began.and_then(|_| file.rewind()).map_err(|error| error.to_string())?;
    if first == PARQUET {
        return Ok(Box::new(Rows::of_file(file).map_err(|error| error.to_string())?));
    }
    Ok(Box::new(Lines::new(BufReader::new(file)).map_err(|error| error.to_string())?))
}

impl Batch {
    fn take(&mut self, line: Result<(u64, Row), LineError>, now: Timestamp) {
        let (number, row) = match line {
            Ok(line) => line,
            Err(error) => return self.wrong.push(error.to_string()),
        };
        let wrong = match row.subject() {
            Subject::Items => row.item().map(|item| self.items.push((number, item))),
            Subject::Feedback => row.feedback(now).map(|feedback| self.feedback.push((number, feedback))),
        };
        if let Err(wrong) = wrong {
            self.wrong.push(format!("line {number}: {wrong}"));
        }
    }
}
