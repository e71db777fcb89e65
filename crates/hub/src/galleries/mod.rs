//! Galleries: collections of photos that are searched by what they show.
//!
//! Photos are kept in the store: a small picture, and its vector. A gallery is read into memory when somebody first looks
//! for something in it, and stays; what is written goes to the store first and to memory then. Another process's writes
//! are noticed by a count, and the gallery is read again.
//!
//! `photos` changes a gallery, `find` looks for something in it, `twins` for what is in it twice, `teach` makes a recogniser
//! of its labels.

mod find;
mod load;
mod photos;
mod teach;
mod twins;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use domain::{Code, Gallery, GalleryId, PersonId, Problem};
use nearest::Index;
use store::OpenGallery;
use vision::teach::Recogniser;

use crate::Hub;
use crate::hub::Core;
use crate::problem::told;

pub use find::{Found, Like, Sought};
pub use photos::NewImage;
pub(crate) use teach::guess;
pub use teach::{GalleryGuess, GalleryLesson};
pub use twins::Twins;

/// The galleries that are in memory.
#[derive(Default)]
pub(crate) struct Galleries(Mutex<HashMap<GalleryId, Arc<Entry>>>);

/// A gallery in memory.
#[derive(Default)]
pub(crate) struct Entry {
    /// Up to where the memory knows the store; held while something is written, so that both take it in the same order.
    known: tokio::sync::Mutex<Option<u64>>,
    shown: RwLock<Arc<Shown>>,
    taught: tokio::sync::Mutex<Taught>,
}

/// What was learnt, as of this version: it serves without the photos.
#[derive(Default)]
struct Taught {
    version: u64,
    recogniser: Option<Arc<Recogniser>>,
}

/// What is searched. Readers keep the one they began with.
#[derive(Default)]
pub(crate) struct Shown {
    /// None: nothing is in it.
    index: Option<Index>,
    photos: RwLock<Photos>,
}

/// The photos of a gallery, by number and by id.
#[derive(Default)]
struct Photos {
    by_number: HashMap<u64, Known>,
    by_id: HashMap<String, u64>,
}

struct Known {
    id: String,
    label: Option<String>,
}

impl Galleries {
    fn entry(&self, id: GalleryId) -> Arc<Entry> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(id).or_default().clone()
    }

    fn forget(&self, id: GalleryId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }
}

impl Entry {
    fn shown(&self) -> Arc<Shown> {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn show(&self, shown: Shown) {
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(shown);
    }
}

impl Photos {
    fn put(&mut self, number: u64, id: &str, label: Option<&str>) {
        self.by_id.insert(id.to_owned(), number);
        self.by_number.insert(number, Known { id: id.to_owned(), label: label.map(str::to_owned) });
    }

    fn remove(&mut self, number: u64) {
        if let Some(known) = self.by_number.remove(&number) {
            self.by_id.remove(&known.id);
        }
    }
}

impl Hub {
    /// Everybody's galleries and the person's own, which hide those of the same name.
    pub async fn galleries(&self, person: PersonId) -> Result<Vec<OpenGallery>, Problem> {
        let mut galleries = self.core.store.galleries(person).await.map_err(told)?;
        // The own one comes first.
        galleries.dedup_by(|later, first| later.gallery.name == first.gallery.name);
        Ok(galleries)
    }

    pub async fn gallery(&self, person: PersonId, name: &str) -> Result<OpenGallery, Problem> {
        self.core.gallery(person, name).await
    }

    /// Adds a gallery, or gives the one of this name another title. A private one is its person's alone, and hides
    /// everybody's of the same name from them.
    pub async fn put_gallery(
        &self,
        person: PersonId,
        name: &str,
        title: &str,
        private: bool,
    ) -> Result<Gallery, Problem> {
        let core = &self.core;
        core.refuse_when_stopping()?;
        checked_name(name)?;
        let title = if title.trim().is_empty() { name } else { title.trim() };
        if title.chars().count() > MOST_TITLE {
            return Err(Problem::new(
                Code::BadRequest,
                format!("a title has at most {MOST_TITLE} characters"),
            ));
        }
        let owner = private.then_some(person);
        core.may_change(person, owner).await?;
        let (id, made_at) = (core.ids.next(), core.clock.now());
        let new = Gallery { id, name: name.to_owned(), title: title.to_owned(), owner, made_at };
        core.store.put_gallery(&new).await.map_err(told)
    }

    /// Removes a gallery with its photos and what was learnt of them.
    pub async fn remove_gallery(&self, person: PersonId, name: &str) -> Result<(), Problem> {
        let id = self.core.gallery_to_change(person, name).await?.gallery.id;
        self.core.store.remove_gallery(id).await.map_err(told)?;
        self.core.galleries.forget(id);
        Ok(())
    }
}

/// Characters of a title.
const MOST_TITLE: usize = 100;

impl Core {
    /// As [`Self::gallery`], for somebody who changes it.
    async fn gallery_to_change(&self, person: PersonId, name: &str) -> Result<OpenGallery, Problem> {
        let open = self.gallery(person, name).await?;
        self.may_change(person, open.gallery.owner).await?;
        Ok(open)
    }

    /// What is everybody's, the owner of the install looks after.
    async fn may_change(&self, person: PersonId, owner: Option<PersonId>) -> Result<(), Problem> {
        if owner == Some(person) {
            return Ok(());
        }
        let owner = self.store.owner().await.map_err(told)?;
        if owner.is_some_and(|owner| owner.id == person) { Ok(()) } else { Err(Code::OwnerOnly.into()) }
    }

    async fn gallery(&self, person: PersonId, name: &str) -> Result<OpenGallery, Problem> {
        checked_name(name)?;
        let gallery = self.store.gallery(person, name).await.map_err(told)?;
        gallery.ok_or_else(|| Problem::new(Code::NotFound, format!("there is no gallery {name:?}")))
    }
}

/// Names are parts of addresses.
fn checked_name(name: &str) -> Result<(), Problem> {
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_');
    if (1..=64).contains(&name.chars().count()) && name.chars().all(plain) {
        return Ok(());
    }
    let told = format!("a gallery's name has 1 to 64 letters, digits, - and _, not {name:?}");
    Err(Problem::new(Code::BadRequest, told))
}

/// The index refuses what the engine has made: nobody who asks can mend that.
fn unfound(error: nearest::NearestError) -> Problem {
    tracing::error!(%error, "a gallery's index failed");
    Code::Internal.into()
}
