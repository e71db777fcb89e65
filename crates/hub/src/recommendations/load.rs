//! A catalogue is read into memory.

use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, RwLock};

use domain::Problem;
use jiff::Timestamp;
use recommend::{Catalog, Model, Shelf};
use store::{Catalogs, FeedbackOf, FeedbackPlace, StoreError};

use super::describe::describe;
use super::{Entry, Known};
use crate::hub::Core;
use crate::problem::told;

/// So many records are read at once; other work comes in between.
const PAGE: u32 = 10_000;
/// Done more often, a thing says no more.
const TIMES_THAT_COUNT: u32 = 10;

/// Everything that the store knows of a catalogue.
pub async fn load_catalog(
    store: &(impl Catalogs + ?Sized + Sync),
    name: &str,
    now: Timestamp,
) -> Result<Catalog, StoreError> {
    let mut catalog = Catalog::default();
    let mut after = String::new();
    loop {
        let page = store.items(name, &after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after.clone_from(&last.id);
        page.into_iter().for_each(|item| catalog.put(item));
        tokio::task::yield_now().await;
    }
    let mut place = FeedbackPlace::default();
    loop {
        let page = store.feedback(name, &FeedbackOf::default(), &place, PAGE).await?;
        let Some(last) = page.last() else { break };
        place = FeedbackPlace::of(&last.feedback);
        for stored in &page {
            // It was checked when it came in; what a changed clock makes of it is left out.
            for _ in 0..stored.times.min(TIMES_THAT_COUNT) {
                let _ = catalog.record(&stored.feedback, now);
            }
        }
        tokio::task::yield_now().await;
    }
    Ok(catalog)
}

impl Core {
    pub(super) async fn load_entry(&self, name: &str) -> Result<Arc<Entry>, Problem> {
        let (shelf, known, unlearnt) = self.load_shelf(name).await?;
        Ok(Arc::new(Entry {
            name: name.to_owned(),
            shelf: RwLock::new(shelf),
            known: tokio::sync::Mutex::new(known),
            learning: Mutex::default(),
            unlearnt: AtomicU64::new(unlearnt),
        }))
    }

    /// What there is now, up to where that is known, and how much of it was not learnt from.
    pub(super) async fn load_shelf(&self, name: &str) -> Result<(Shelf, Known, u64), Problem> {
        // The version before the content: what is written meanwhile is read once more, rather than missed.
        let version = self.store.catalog_version(name).await.map_err(told)?;
        let mut catalog = load_catalog(&*self.store, name, self.clock.now()).await.map_err(told)?;
        self.load_vectors(name, &mut catalog).await?;
        let (model_version, model) = self.load_model(name).await;
        let likings: usize = catalog.people().map(|(_, doings)| doings.len()).sum();
        let learnt = model.as_ref().map_or(0, |model| model.report.events);
        let shelf = super::apart(move || {
            let mut shelf = Shelf::new(catalog);
            if let Some(model) = model {
                shelf.serve(model.into());
            }
            shelf
        });
        let shelf = shelf.await?;
        Ok((
            shelf,
            Known { version, model: model_version, ..Known::default() },
            likings.saturating_sub(learnt) as u64,
        ))
    }

    /// What was made of what is still said of items.
    async fn load_vectors(&self, name: &str, catalog: &mut Catalog) -> Result<(), Problem> {
        let mut after = String::new();
        loop {
            let page = self.store.item_vectors(name, &after, PAGE).await.map_err(told)?;
            let Some(last) = page.last() else { return Ok(()) };
            after.clone_from(&last.item);
            page.iter().for_each(|vector| describe(catalog, vector));
            tokio::task::yield_now().await;
        }
    }

    /// What was learnt. A model that cannot be read is told, and done without.
    pub(super) async fn load_model(&self, name: &str) -> (u64, Option<Model>) {
        let (keeper, name) = (self.keeper.clone(), name.to_owned());
        let read = move || {
            let version = keeper.model_version(&name);
            let bytes = keeper.model(&name).map_err(|error| error.to_string());
            let model = bytes.and_then(|bytes| {
                bytes.map(|bytes| Model::from_bytes(&bytes)).transpose().map_err(|error| error.to_string())
            });
            let model = model.unwrap_or_else(|error| {
                tracing::warn!(
                    catalog = name,
                    error,
                    "what was learnt cannot be read: it has to be learnt again"
                );
                None
            });
            (version, model)
        };
        tokio::task::spawn_blocking(read).await.unwrap_or_default()
    }
}
