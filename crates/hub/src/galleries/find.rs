//! Somebody looks for photos like another.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};

use domain::{Code, GalleryId, PersonId, Photo, Problem};
use nearest::Neighbour;

use super::Shown;
use crate::Hub;
use crate::admission::Caller;
use crate::hub::Core;
use crate::pictures::apart;
use crate::problem::told;

/// The most that are found at once.
pub const MOST_FOUND: usize = 100;

/// What is looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Sought {
    pub like: Like,
    /// 1 to 100.
    pub count: usize,
    /// Only with one of these labels; none: any.
    pub labels: Vec<String>,
    /// Only so alike: from -1 to 1.
    pub least: f32,
}

/// Like what.
#[derive(Clone, Debug, PartialEq)]
pub enum Like {
    /// An image file.
    Image(Vec<u8>),
    /// What a picture that was seen before shows.
    Vector(Vec<f32>),
    /// A photo of the gallery, which itself is not found.
    Photo(String),
}

/// A photo, and how alike it is: 1 for the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub photo: Photo,
    pub similarity: f32,
}

impl Hub {
    /// The photos of a gallery that are most like another, the most alike first.
    pub async fn find_photos(
        &self,
        caller: &Caller,
        person: PersonId,
        gallery: &str,
        sought: Sought,
    ) -> Result<Vec<Found>, Problem> {
        let core = &self.core;
        core.refuse_when_stopping()?;
        if !(1..=MOST_FOUND).contains(&sought.count) {
            return Err(Problem::new(Code::BadRequest, format!("count: 1 to {MOST_FOUND}")));
        }
        let open = core.gallery(person, gallery).await?;
        let Sought { like, count, labels, least } = sought;
        let start = match like {
            Like::Photo(id) => Start::Photo(id),
            Like::Vector(vector) => Start::Vector(vector),
            Like::Image(file) => {
                let seen = core.see_with(caller, vec![file], |_, seen| seen.vector).await?.pop();
                Start::Vector(seen.unwrap_or_else(|| Err(Code::Internal.into()))?)
            }
        };
        let shown = core.entry_of(&open).await?.shown();
        let near = apart(core, move || shown.near(&start, count, &labels)).await?;
        core.found(open.gallery.id, near.into_iter().filter(|near| near.similarity >= least).collect()).await
    }
}

/// From where a search begins.
pub(super) enum Start {
    Vector(Vec<f32>),
    Photo(String),
}

impl Core {
    /// Numbers become photos; what was removed meanwhile is not told.
    pub(super) async fn found(
        &self,
        gallery: GalleryId,
        near: Vec<Neighbour>,
    ) -> Result<Vec<Found>, Problem> {
        let numbers: Vec<u64> = near.iter().map(|near| near.key).collect();
        let photos = self.store.photos_numbered(gallery, &numbers).await.map_err(told)?;
        let mut photos: HashMap<u64, Photo> =
            photos.into_iter().map(|numbered| (numbered.number, numbered.photo)).collect();
        let found = near.into_iter().filter_map(|near| {
            photos.remove(&near.key).map(|photo| Found { photo, similarity: near.similarity })
        });
        Ok(found.collect())
    }
}

impl Shown {
    pub(super) fn near(
        self: &Arc<Self>,
        start: &Start,
        count: usize,
        labels: &[String],
    ) -> Result<Vec<Neighbour>, Problem> {
        let photos = self.photos.read().unwrap_or_else(PoisonError::into_inner);
        let number =
            match start {
                Start::Vector(_) => None,
                Start::Photo(id) => Some(*photos.by_id.get(id).ok_or_else(|| {
                    Problem::new(Code::NotFound, format!("the gallery has no photo {id:?}"))
                })?),
            };
        let Some(index) = &self.index else { return Ok(Vec::new()) };
        let keep = |key: u64| {
            let label = photos.by_number.get(&key).map(|known| &known.label);
            // What has just been removed is in the index for a moment more.
            label.is_some_and(|label| {
                labels.is_empty() || label.as_ref().is_some_and(|label| labels.contains(label))
            })
        };
        match (start, number) {
            (Start::Vector(vector), _) => index.search_where(vector, count, &keep).map_err(super::unfound),
            (Start::Photo(_), number) => {
                Ok(number.and_then(|number| index.like(number, count, &keep)).unwrap_or_default())
            }
        }
    }
}
