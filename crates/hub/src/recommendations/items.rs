//! Items come, change and go.

use std::sync::Arc;

use domain::{Code, Item, Problem};
use recommend::Catalog;
use store::CatalogSize;

use super::{Entry, Refused, Taken, no_catalog};
use crate::Hub;
use crate::admission::Caller;
use crate::problem::told;

impl Hub {
    /// All catalogues.
    pub async fn catalogs(&self) -> Result<Vec<CatalogSize>, Problem> {
        self.core.store.catalogs().await.map_err(told)
    }

    /// Adds items, or changes those whose ids are known. A catalogue is there with its first item.
    pub async fn put_items(&self, catalog: &str, items: Vec<Item>) -> Result<Taken, Problem> {
        self.core.refuse_when_stopping()?;
        let entry = self.core.entry_or_new(catalog).await?;
        let mut known = entry.known.lock().await;
        let items = self.with_pictures(catalog, &entry, items).await?;
        let first = items.iter().map(|item| item.vector.len()).find(|length| *length > 0);
        let (sound, refused) = entry.read(|shelf| split(items, |item| check(&shelf.catalog, item, first)));
        if !sound.is_empty() {
            self.core.store.put_items(catalog, &sound).await.map_err(told)?;
            known.version += 1;
        }
        let taken = sound.len();
        entry.change(|shelf| sound.into_iter().for_each(|item| shelf.catalog.put(item))).await?;
        Ok(Taken { taken, refused })
    }

    /// An item that is put again without a vector keeps the one of its picture.
    async fn with_pictures(
        &self,
        catalog: &str,
        entry: &Arc<Entry>,
        mut items: Vec<Item>,
    ) -> Result<Vec<Item>, Problem> {
        let pictured = |item: &Item| {
            let known = |shelf: &recommend::Shelf| {
                let number = shelf.catalog.number_of(&item.id)?;
                Some(shelf.catalog.item(number)?.pictured)
            };
            item.vector.is_empty() && entry.read(known).unwrap_or(false)
        };
        for item in items.iter_mut().filter(|item| pictured(item)) {
            if let Some(stored) = self.core.store.item(catalog, &item.id).await.map_err(told)? {
                (item.vector, item.pictured) = (stored.vector, stored.pictured);
            }
        }
        Ok(items)
    }

    /// Looks at an item's picture: what looks like it is like it, though nobody has done anything with it yet.
    pub async fn see_item(
        &self,
        caller: &Caller,
        catalog: &str,
        id: &str,
        file: Vec<u8>,
    ) -> Result<(), Problem> {
        let item = self.item(catalog, id).await?;
        if !item.vector.is_empty() && !item.pictured {
            let told = format!("the item {id:?} has a vector of your own, which says more than its picture");
            return Err(Problem::new(Code::BadRequest, told));
        }
        let seen = self.core.see_with(caller, vec![file], |_, seen| seen.vector).await?.pop();
        let vector = seen.unwrap_or_else(|| Err(Code::Internal.into()))?;
        let taken = self.put_items(catalog, vec![Item { vector, pictured: true, ..item }]).await?;
        match taken.refused.into_iter().next() {
            Some(refused) => Err(Problem::new(Code::BadRequest, refused.why)),
            None => Ok(()),
        }
    }

    pub async fn item(&self, catalog: &str, id: &str) -> Result<Item, Problem> {
        let item = self.core.store.item(catalog, id).await.map_err(told)?;
        item.ok_or_else(|| Problem::new(Code::NotFound, format!("the catalogue has no item {id:?}")))
    }

    /// At most `limit` items whose ids come after this one (empty: from the first), in their order.
    pub async fn items(&self, catalog: &str, after: &str, limit: u32) -> Result<Vec<Item>, Problem> {
        self.core.store.items(catalog, after, limit).await.map_err(told)
    }

    /// Removes an item and what people did with it.
    pub async fn remove_item(&self, catalog: &str, id: &str) -> Result<(), Problem> {
        let entry = self.core.entry(catalog).await?;
        let mut known = entry.known.lock().await;
        let removed = self.core.store.remove_item(catalog, id).await.map_err(told)?;
        known.version += 1;
        let gone = id.to_owned();
        entry.change(move |shelf| shelf.catalog.remove(&gone)).await?;
        let missing = || Problem::new(Code::NotFound, format!("the catalogue has no item {id:?}"));
        if removed { Ok(()) } else { Err(missing()) }
    }

    /// Removes a catalogue with everything people did in it, and what was learnt.
    pub async fn remove_catalog(&self, catalog: &str) -> Result<(), Problem> {
        let entry = self.core.entry_or_new(catalog).await?;
        entry.stop_learning();
        let mut known = entry.known.lock().await;
        let removed = self.core.store.remove_catalog(catalog).await.map_err(told)?;
        known.version += 1;
        entry.change(|shelf| *shelf = recommend::Shelf::default()).await?;
        if let Err(error) = self.core.keeper.forget(catalog) {
            tracing::warn!(%error, catalog, "what was learnt of a removed catalogue cannot be removed");
        }
        if removed { Ok(()) } else { Err(no_catalog(catalog)) }
    }
}

/// Whether an item is sound, and its vector as long as those of the others: in the catalogue, or of the first that comes.
fn check(catalog: &Catalog, item: &Item, first: Option<usize>) -> Result<(), String> {
    recommend::check_item(item).map_err(|error| error.to_string())?;
    catalog.check_vector(item).map_err(|error| error.to_string())?;
    match (item.vector.len(), first) {
        (given, Some(first)) if given != 0 && given != first => {
            Err(format!("its vector has {given} numbers, and that of an item before it {first}"))
        }
        _ => Ok(()),
    }
}

/// What is sound, and why the rest is not.
pub(super) fn split<T>(all: Vec<T>, check: impl Fn(&T) -> Result<(), String>) -> (Vec<T>, Vec<Refused>) {
    let (mut sound, mut refused) = (Vec::with_capacity(all.len()), Vec::new());
    for (index, one) in all.into_iter().enumerate() {
        match check(&one) {
            Ok(()) => sound.push(one),
            Err(why) => refused.push(Refused { index, why }),
        }
    }
    (sound, refused)
}
