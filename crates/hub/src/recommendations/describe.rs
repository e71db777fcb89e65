//! What is said of items becomes vectors, so that something new is recommended by what it is like.
//!
//! The model of sentences makes them in the background, some at a time, behind everybody who waits for it. They are kept
//! in the store: a restart makes none again, unless something else is said of an item.

use std::sync::Arc;

use dialogue::vector::{Embed, Purpose};
use domain::{Code, Problem};
use jiff::SignedDuration;
use recommend::Catalog;
use sha2::{Digest, Sha256};
use store::ItemVector;

use super::Entry;
use crate::admission::Caller;
use crate::hub::Core;
use crate::problem::told;

/// So many are made before others may come in.
const TOGETHER: usize = 32;
/// After something went wrong it is tried again so much later.
const AFTER_FAILURE: SignedDuration = SignedDuration::from_mins(10);

/// An item without a vector, and what is said of it.
struct Unsaid {
    item: String,
    said: String,
}

impl Core {
    /// Makes vectors for as long as there are items without, and looks again and again until the hub stops.
    pub async fn describe_catalogs(self: Arc<Self>) {
        while !self.stopping.is_cancelled() {
            let mut pause = self.limits.look_taught;
            for entry in self.shelves.loaded() {
                match self.describe(&entry).await {
                    Ok(()) => {}
                    // Others have much to say: next time.
                    Err(Problem { code: Code::EngineBusy, .. }) => {}
                    Err(problem) => {
                        // Without them new items are recommended by their words, which is not as good.
                        tracing::warn!(%problem, catalog = entry.name, "no vectors of what is said of items");
                        pause = AFTER_FAILURE;
                    }
                }
            }
            let next = self.clock.now() + pause;
            tokio::select! {
                () = self.waker.sleep_until(next) => {}
                () = self.stopping.cancelled() => return,
            }
        }
    }

    async fn describe(&self, entry: &Arc<Entry>) -> Result<(), Problem> {
        let of = entry.clone();
        let unsaid = super::apart(move || of.read(unsaid_of)).await?;
        if unsaid.is_empty() {
            return Ok(());
        }
        for some in unsaid.chunks(TOGETHER) {
            if self.stopping.is_cancelled() {
                return Ok(());
            }
            let vectors = self.embed_some(some).await?;
            self.store.put_item_vectors(&entry.name, &vectors).await.map_err(told)?;
            entry
                .change(move |shelf| vectors.iter().for_each(|vector| describe(&mut shelf.catalog, vector)))
                .await?;
        }
        // What the learners know is handed on to what is described alike.
        let of = entry.clone();
        super::apart(move || {
            if let Some(model) = of.read(|shelf| shelf.model().cloned()) {
                of.serve(model);
            }
        })
        .await
    }

    async fn embed_some(&self, some: &[Unsaid]) -> Result<Vec<ItemVector>, Problem> {
        let caller = Caller::of_the_house();
        let permit = self.vectors.enter(&caller).await.map_err(|_| Problem::from(Code::EngineBusy))?;
        let model = self.sentences.get()?;
        let texts: Vec<String> = some.iter().map(|unsaid| unsaid.said.clone()).collect();
        let vectors = super::apart(move || {
            let _permit = permit;
            vectors_of(&*model, &texts)
        });
        let vectors = vectors.await??;
        let described = some.iter().zip(vectors);
        Ok(described
            .map(|(unsaid, vector)| ItemVector {
                item: unsaid.item.clone(),
                text: hash(&unsaid.said),
                vector,
            })
            .collect())
    }
}

/// Takes a vector, if it was made of what is still said of the item.
pub(super) fn describe(catalog: &mut Catalog, vector: &ItemVector) {
    let item = catalog.number_of(&vector.item).and_then(|number| catalog.item(number));
    if item.is_some_and(|item| hash(&recommend::said_of(item)) == vector.text)
        && let Err(error) = catalog.describe(&vector.item, &vector.vector)
    {
        tracing::warn!(%error, item = vector.item, "a vector is left out");
    }
}

fn unsaid_of(shelf: &recommend::Shelf) -> Vec<Unsaid> {
    let without = shelf.catalog.items().filter(|(number, _)| !shelf.catalog.has_vector(*number));
    let unsaid = without.map(|(_, item)| Unsaid { item: item.id.clone(), said: recommend::said_of(item) });
    unsaid.filter(|unsaid| !unsaid.said.is_empty()).collect()
}

fn vectors_of(model: &dyn Embed, texts: &[String]) -> Result<Vec<Vec<f32>>, Problem> {
    let embed = |texts: &[&str]| model.embed(texts, Purpose::Query).map_err(crate::sentences::told);
    let all: Vec<&str> = texts.iter().map(String::as_str).collect();
    let embedded = match embed(&all) {
        Ok(embedded) => embedded,
        // One of them is too long: each alone, shortened until it fits.
        Err(_) => {
            let mut embedded = Vec::new();
            for text in &all {
                embedded.extend(embed_shortened(&embed, text)?);
            }
            embedded
        }
    };
    Ok(embedded.into_iter().map(|embedded| embedded.vector).collect())
}

fn embed_shortened<T>(
    embed: &impl Fn(&[&str]) -> Result<Vec<T>, Problem>,
    text: &str,
) -> Result<Vec<T>, Problem> {
    let mut text = text.to_owned();
    loop {
        match embed(&[&text]) {
            Err(problem) if text.chars().count() < 50 => return Err(problem),
            Err(_) => text = text.chars().take(text.chars().count() / 2).collect(),
            embedded => return embedded,
        }
    }
}

fn hash(said: &str) -> [u8; 16] {
    let digest = Sha256::digest(said.as_bytes());
    std::array::from_fn(|at| digest[at])
}
