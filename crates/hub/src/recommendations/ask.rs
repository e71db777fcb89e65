//! What to show, answered from memory.

use std::collections::HashSet;

use domain::{Code, Item, Problem};
use jiff::Timestamp;
use recommend::{Explanation, Filter, Reason, Recommended, Request, RequestError, Shelf};

use crate::Hub;
use crate::admission::Caller;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Whom it is for; somebody unknown is shown what is popular.
    pub person: Option<String>,
    /// Items that are in the basket, or were looked at just now.
    pub basket: Vec<String>,
    pub count: usize,
    pub filter: Filter,
    /// From 0, the best however alike, to 1, all different.
    pub diversity: f32,
    /// How much newer items are preferred, from 0 to 1.
    pub freshness: f32,
    /// The share of places for items that few know, from 0 to 1.
    pub exploration: f32,
}

impl Default for Asked {
    fn default() -> Self {
        let Request { count, diversity, freshness, exploration, filter, .. } = Request::default();
        Self { person: None, basket: Vec::new(), count, filter, diversity, freshness, exploration }
    }
}

impl Asked {
    fn request(&self, seed: u64) -> Request<'_> {
        Request {
            person: self.person.as_deref(),
            basket: &self.basket,
            count: self.count,
            filter: self.filter.clone(),
            diversity: self.diversity,
            freshness: self.freshness,
            exploration: self.exploration,
            seed,
        }
    }
}

/// An item to show, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    pub item: Item,
    pub score: f32,
    pub reason: Reason,
}

impl Hub {
    /// What to show somebody.
    pub async fn recommend(
        &self,
        caller: &Caller,
        catalog: &str,
        asked: Asked,
    ) -> Result<Vec<Shown>, Problem> {
        let seed = self.core.clock.now().as_second().unsigned_abs();
        self.with_shelf(caller, catalog, move |shelf, now| {
            Ok(shown(shelf, shelf.recommend(&asked.request(seed), now)?))
        })
        .await
    }

    /// Why an item has its place in the answer to a question, and what hides it.
    pub async fn explain(
        &self,
        caller: &Caller,
        catalog: &str,
        asked: Asked,
        item: String,
    ) -> Result<Explanation, Problem> {
        self.with_shelf(caller, catalog, move |shelf, now| shelf.explain(&asked.request(0), &item, now)).await
    }

    /// What is most like an item.
    pub async fn similar(
        &self,
        caller: &Caller,
        catalog: &str,
        item: String,
        count: usize,
        filter: Filter,
    ) -> Result<Vec<Shown>, Problem> {
        self.with_shelf(caller, catalog, move |shelf, _| {
            Ok(shown(shelf, shelf.similar(&item, count, &filter)?))
        })
        .await
    }

    /// What people do after an item.
    pub async fn next_items(
        &self,
        caller: &Caller,
        catalog: &str,
        item: String,
        count: usize,
        filter: Filter,
    ) -> Result<Vec<Shown>, Problem> {
        self.with_shelf(caller, catalog, move |shelf, _| Ok(shown(shelf, shelf.next(&item, count, &filter)?)))
            .await
    }

    /// What most people like now.
    pub async fn popular(
        &self,
        caller: &Caller,
        catalog: &str,
        count: usize,
        filter: Filter,
    ) -> Result<Vec<Shown>, Problem> {
        self.with_shelf(caller, catalog, move |shelf, _| Ok(shown(shelf, shelf.popular(count, &filter))))
            .await
    }

    /// What came in last.
    pub async fn latest(
        &self,
        caller: &Caller,
        catalog: &str,
        count: usize,
        filter: Filter,
    ) -> Result<Vec<Shown>, Problem> {
        self.with_shelf(caller, catalog, move |shelf, now| {
            Ok(shown(shelf, shelf.latest(count, &filter, now)))
        })
        .await
    }

    /// Items whose title or text has these words.
    pub async fn search_items(
        &self,
        caller: &Caller,
        catalog: &str,
        words: &str,
        count: usize,
    ) -> Result<Vec<Item>, Problem> {
        let words = words.to_owned();
        self.with_shelf(caller, catalog, move |shelf, _| {
            Ok(shelf.search(&words, count).into_iter().cloned().collect())
        })
        .await
    }

    /// Who likes the same as somebody, and how much they have in common.
    pub async fn alike(
        &self,
        caller: &Caller,
        catalog: &str,
        person: String,
        count: usize,
    ) -> Result<Vec<(String, f32)>, Problem> {
        self.with_shelf(caller, catalog, move |shelf, _| {
            Ok(shelf.alike(&person, count).into_iter().map(|(id, share)| (id.to_owned(), share)).collect())
        })
        .await
    }

    /// All categories of what can be shown.
    pub async fn categories(&self, caller: &Caller, catalog: &str) -> Result<Vec<String>, Problem> {
        self.with_shelf(caller, catalog, |shelf, _| {
            let all: HashSet<&String> =
                shelf.catalog.items().flat_map(|(_, item)| &item.categories).collect();
            let mut all: Vec<String> = all.into_iter().cloned().collect();
            all.sort_unstable();
            Ok(all)
        })
        .await
    }

    /// Works with a catalogue on a blocking thread, when there is room.
    pub(crate) async fn with_shelf<T: Send + 'static>(
        &self,
        caller: &Caller,
        catalog: &str,
        work: impl FnOnce(&Shelf, Timestamp) -> Result<T, RequestError> + Send + 'static,
    ) -> Result<T, Problem> {
        let core = &self.core;
        core.refuse_when_stopping()?;
        let entry = core.entry(catalog).await?;
        let permit = core.rankings.enter(caller).await.map_err(|_| Problem::from(Code::EngineBusy))?;
        let now = core.clock.now();
        let working = core.tasks.spawn_blocking(move || {
            let _permit = permit;
            entry.read(|shelf| work(shelf, now))
        });
        let worked = working.await.map_err(|panic| {
            tracing::error!(%panic, "nothing could be recommended");
            Problem::from(Code::Internal)
        })?;
        worked.map_err(|error| match error {
            RequestError::NoItem(_) => Problem::new(Code::NotFound, error.to_string()),
            RequestError::Number { .. } => Problem::new(Code::BadRequest, error.to_string()),
        })
    }
}

/// With all that is known of each item.
pub(super) fn shown(shelf: &Shelf, recommended: Vec<Recommended>) -> Vec<Shown> {
    let item = |id: &str| shelf.catalog.item(shelf.catalog.number_of(id)?);
    let full = |recommended: Recommended| {
        let Recommended { item: id, score, reason } = recommended;
        Some(Shown { item: item(&id)?.clone(), score, reason })
    };
    recommended.into_iter().filter_map(full).collect()
}
