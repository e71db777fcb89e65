//! What other processes write is read again, and what has changed enough is learnt again.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use domain::Problem;
use jiff::{SignedDuration, Timestamp};

use super::{Entry, Known};
use crate::hub::Core;
use crate::problem::told;

/// With fewer new likings, learning again would change little.
const FEWEST_NEW: u64 = 100;
/// Between two lessons is so much time at least, and so many times as long as the last one took.
const PAUSE: SignedDuration = SignedDuration::from_mins(10);
const PAUSES: i32 = 20;
/// When nothing is written for so long, an import is over; what is written to all the time is learnt after the pause.
const QUIET: SignedDuration = SignedDuration::from_secs(10);

/// What was seen at the last look.
#[derive(Clone, Copy, Default)]
pub(super) struct Looked {
    version: u64,
    /// How much others had written that is not read yet.
    elsewhere: u64,
    /// Since when it is as it is now.
    quiet_since: Timestamp,
    /// Since when there is something to learn.
    due_since: Option<Timestamp>,
}

impl Core {
    /// Reads all catalogues, and looks at them again and again until the hub stops.
    pub async fn watch_catalogs(self: Arc<Self>) {
        if let Err(problem) = self.load_all().await {
            tracing::warn!(%problem, "the catalogues cannot be read");
        }
        loop {
            for entry in self.shelves.loaded() {
                if let Err(problem) = self.look_at(&entry).await {
                    tracing::warn!(%problem, catalog = entry.name, "a catalogue cannot be looked at");
                }
            }
            let next = self.clock.now() + self.limits.look_taught;
            tokio::select! {
                () = self.waker.sleep_until(next) => {}
                () = self.stopping.cancelled() => return,
            }
        }
    }

    async fn load_all(&self) -> Result<(), Problem> {
        for size in self.store.catalogs().await.map_err(told)? {
            if self.stopping.is_cancelled() {
                break;
            }
            self.entry_or_new(&size.catalog).await?;
        }
        Ok(())
    }

    async fn look_at(self: &Arc<Self>, entry: &Arc<Entry>) -> Result<(), Problem> {
        let mut known = entry.known.lock().await;
        let version = self.store.catalog_version(&entry.name).await.map_err(told)?;
        let elsewhere = version.saturating_sub(known.version);
        // An import writes again and again: it is read when it rests, and not at every step.
        let rests = elsewhere == std::mem::replace(&mut known.looked.elsewhere, elsewhere);
        if elsewhere > 0 && !rests {
            return Ok(());
        }
        if elsewhere > 0 {
            let (shelf, now, unlearnt) = self.load_shelf(&entry.name).await?;
            *known = Known { looked: known.looked, ..now };
            entry.unlearnt.store(unlearnt, Ordering::Relaxed);
            entry.change(|old| *old = shelf).await?;
        } else if self.keeper.model_version(&entry.name) != known.model {
            let (version, model) = self.load_model(&entry.name).await;
            known.model = version;
            if let Some(model) = model {
                entry.unlearnt.store(0, Ordering::Relaxed);
                let of = entry.clone();
                super::apart(move || of.serve(model.into())).await?;
            }
        }
        if self.limits.learn_by_itself && self.is_time(entry, &mut known) {
            self.begin_learning(entry);
        }
        Ok(())
    }

    /// There is something to learn, and nobody is in the middle of writing.
    fn is_time(&self, entry: &Entry, known: &mut Known) -> bool {
        let now = self.clock.now();
        let looked = &mut known.looked;
        if looked.version != known.version {
            (looked.version, looked.quiet_since) = (known.version, now);
        }
        if !self.is_due(entry) {
            looked.due_since = None;
            return false;
        }
        let due_since = *looked.due_since.get_or_insert(now);
        now.duration_since(looked.quiet_since) >= QUIET || now.duration_since(due_since) >= PAUSE
    }

    /// A tenth more has been done since, and the last lesson is long ago.
    fn is_due(&self, entry: &Entry) -> bool {
        let unlearnt = entry.unlearnt.load(Ordering::Relaxed);
        let learnt = entry.read(|shelf| shelf.model().map_or(0, |model| model.report.events as u64));
        if unlearnt < FEWEST_NEW || unlearnt * 10 < learnt {
            return false;
        }
        let Some(last) = entry.last_learning() else { return true };
        let Some(ended) = last.ended else { return false };
        let took = ended.at().duration_since(last.began_at);
        self.clock.now().duration_since(ended.at()) >= PAUSE.max(took * PAUSES)
    }
}
