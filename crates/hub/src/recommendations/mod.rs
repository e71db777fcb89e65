//! Recommendations: catalogues are kept in the store, served from memory, and learnt by a job.
//!
//! A catalogue is read when somebody first asks for it (or at the start, behind everything else), and stays. What is
//! written goes to the store first and to memory then; what another process writes is noticed, and read again.
//!
//! `items`, `customers` and `feedback` change a catalogue, `ask` answers from it, `offering` for the assistant, `opinions`
//! takes what people tap and say, `questions` is what they may want to ask next, `learn` is the job, `watch` notices
//! what happens elsewhere and when it is time to learn.

mod ask;
mod customers;
mod describe;
mod feedback;
mod import;
mod items;
mod keep;
mod learn;
mod load;
mod offering;
mod opinions;
mod questions;
mod watch;

use std::collections::HashMap;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use domain::{Code, Problem};
use recommend::{Model, Shelf};
use tokio::sync::OnceCell;

use crate::hub::Core;
use crate::problem::told;

pub use ask::{Asked, Shown};
pub use feedback::{Refused, Taken};
pub use import::Imported;
pub use keep::{ForgetfulKeeper, KeepModels};
pub use learn::{Ended, Learning};
pub use load::load_catalog;

/// The catalogues that are in memory, by name.
#[derive(Default)]
pub(crate) struct Shelves(Mutex<HashMap<String, Arc<OnceCell<Arc<Entry>>>>>);

/// A catalogue in memory.
pub(crate) struct Entry {
    name: String,
    shelf: RwLock<Shelf>,
    /// Held while something is written, so that the store and the memory take it in the same order.
    known: tokio::sync::Mutex<Known>,
    learning: Mutex<Option<learn::Job>>,
    /// What people did since it was learnt from.
    unlearnt: AtomicU64,
}

/// Up to where the memory knows the store and the model.
#[derive(Default)]
struct Known {
    version: u64,
    model: u64,
    looked: watch::Looked,
}

impl Shelves {
    fn place(&self, name: &str) -> Arc<OnceCell<Arc<Entry>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(name.to_owned()).or_default().clone()
    }

    fn loaded(&self) -> Vec<Arc<Entry>> {
        let places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut entries: Vec<Arc<Entry>> = places.values().filter_map(|place| place.get().cloned()).collect();
        entries.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        entries
    }
}

impl Entry {
    pub fn read<T>(&self, what: impl FnOnce(&Shelf) -> T) -> T {
        what(&self.shelf.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// From now on this model serves; the old one does until it is ready, which takes a moment: on blocking threads only.
    fn serve(&self, model: Arc<Model>) {
        let ready = self.read(|shelf| shelf.ready(model));
        self.write(|shelf| shelf.put_on(ready));
    }

    /// On a thread that may block: somebody may be in the middle of a long look.
    async fn change<T: Send + 'static>(
        self: &Arc<Self>,
        what: impl FnOnce(&mut Shelf) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let entry = self.clone();
        apart(move || entry.write(what)).await
    }

    fn write<T>(&self, what: impl FnOnce(&mut Shelf) -> T) -> T {
        what(&mut self.shelf.write().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Core {
    /// The catalogue that is there already.
    async fn entry(&self, name: &str) -> Result<Arc<Entry>, Problem> {
        checked_name(name)?;
        // Names that nobody has written to are not remembered: anybody can think of any number of them.
        if self.store.catalog_version(name).await.map_err(told)? == 0 {
            return Err(no_catalog(name));
        }
        let entry = self.entry_or_new(name).await?;
        if entry.read(|shelf| shelf.catalog.numbers() == 0) { Err(no_catalog(name)) } else { Ok(entry) }
    }

    /// The catalogue, which may be empty still.
    async fn entry_or_new(&self, name: &str) -> Result<Arc<Entry>, Problem> {
        checked_name(name)?;
        let place = self.shelves.place(name);
        place.get_or_try_init(|| self.load_entry(name)).await.cloned()
    }
}

/// Work on a thread that may block. A panic is an error of this work alone.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(|panic| {
        tracing::error!(%panic, "a catalogue could not be worked with");
        Code::Internal.into()
    })
}

fn checked_name(name: &str) -> Result<(), Problem> {
    if recommend::is_name(name) {
        return Ok(());
    }
    let told = format!("a catalogue's name has 1 to 64 letters, digits, - and _, not {name:?}");
    Err(Problem::new(Code::BadRequest, told))
}

fn no_catalog(name: &str) -> Problem {
    Problem::new(Code::NotFound, format!("there is no catalogue {name:?}"))
}
