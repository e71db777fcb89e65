//! What people did is taken in, and counts from the next request on.

use std::sync::atomic::Ordering;

use domain::{Feedback, Problem};
use recommend::Shelf;
use store::{FeedbackOf, FeedbackPlace, StoredFeedback};

use super::items::split;
use crate::Hub;
use crate::problem::told;

/// What became of many things that came together: those that are sound are taken, whatever the others are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Taken {
    pub taken: usize,
    pub refused: Vec<Refused>,
}

/// One that was not taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// Which one, from 0.
    pub index: usize,
    pub why: String,
}

impl Hub {
    /// Takes in what people did.
    pub async fn record_feedback(&self, catalog: &str, feedback: Vec<Feedback>) -> Result<Taken, Problem> {
        self.core.refuse_when_stopping()?;
        let now = self.core.clock.now();
        let entry = self.core.entry_or_new(catalog).await?;
        let mut known = entry.known.lock().await;
        let (sound, refused) = entry.read(|shelf| {
            split(feedback, |feedback| shelf.catalog.check(feedback, now).map_err(|error| error.to_string()))
        });
        if !sound.is_empty() {
            self.core.store.add_feedback(catalog, &sound).await.map_err(told)?;
            known.version += 1;
        }
        let taken = sound.len();
        entry.unlearnt.fetch_add(taken as u64, Ordering::Relaxed);
        let record = move |shelf: &mut Shelf| {
            for feedback in &sound {
                // It was checked; of many at once for one person, the store may keep a few more than are counted.
                let _ = shelf.catalog.record(feedback, now);
            }
        };
        entry.change(record).await?;
        Ok(Taken { taken, refused })
    }

    /// At most `limit` records after this place, by person, item and word.
    pub async fn feedback(
        &self,
        catalog: &str,
        of: &FeedbackOf,
        after: &FeedbackPlace,
        limit: u32,
    ) -> Result<Vec<StoredFeedback>, Problem> {
        self.core.store.feedback(catalog, of, after, limit).await.map_err(told)
    }

    /// Takes back what a person did with an item, all of it or what this word says; how many records that were.
    pub async fn remove_feedback(
        &self,
        catalog: &str,
        person: &str,
        item: &str,
        word: Option<&str>,
    ) -> Result<u64, Problem> {
        let entry = self.core.entry(catalog).await?;
        let mut known = entry.known.lock().await;
        let removed = self.core.store.remove_feedback(catalog, person, item, word).await.map_err(told)?;
        known.version += 1;
        // What is left counts as if it were all.
        let of =
            FeedbackOf { person: Some(person.to_owned()), item: Some(item.to_owned()), ..Default::default() };
        let left =
            self.core.store.feedback(catalog, &of, &FeedbackPlace::default(), 100).await.map_err(told)?;
        let now = self.core.clock.now();
        let (person, item) = (person.to_owned(), item.to_owned());
        let record = move |shelf: &mut Shelf| {
            shelf.catalog.take_back(&person, &item);
            for stored in &left {
                let _ = shelf.catalog.record(&stored.feedback, now);
            }
        };
        entry.change(record).await?;
        Ok(removed)
    }
}
