//! A gallery comes into memory.

use std::sync::Arc;

use domain::Problem;
use nearest::{Index, Settings};
use store::{NewPhoto, OpenGallery, PhotoVector};

use super::{Entry, Photos, Shown};
use crate::admission::Caller;
use crate::hub::Core;
use crate::pictures::{MOST_IMAGES, apart};
use crate::problem::told;

/// Photos that are read at once.
const PAGE: u32 = 2048;

impl Core {
    /// The gallery as the store has it now.
    pub(super) async fn entry_of(&self, open: &OpenGallery) -> Result<Arc<Entry>, Problem> {
        let entry = self.galleries.entry(open.gallery.id);
        let mut known = entry.known.lock().await;
        // Whoever waited here may find that others have read or written more than was known when they came.
        if known.is_none_or(|version| version < open.version) {
            let (photos, renewed) = self.photo_vectors(open).await?;
            let threads = self.limits.learning_threads;
            entry.show(apart(self, move || shown(&photos, threads)).await?);
            *known = Some(open.version + renewed);
        }
        drop(known);
        Ok(entry)
    }

    /// The photos with vectors of the network at hand, and how often something was written for that.
    async fn photo_vectors(&self, open: &OpenGallery) -> Result<(Vec<PhotoVector>, u64), Problem> {
        let mut photos = Vec::new();
        loop {
            let after = photos.last().map_or(0, |photo: &PhotoVector| photo.number);
            let page = self.store.photo_vectors(open.gallery.id, after, PAGE).await.map_err(told)?;
            if page.is_empty() {
                break;
            }
            photos.extend(page);
        }
        let renewed = self.renew(open, &mut photos).await?;
        // What could not be seen anew is not found.
        photos.retain(|photo| photo.model == self.picture_engines.model());
        Ok((photos, renewed))
    }

    /// Vectors of another network are of no use: they are made anew from the small pictures, and kept.
    async fn renew(&self, open: &OpenGallery, photos: &mut [PhotoVector]) -> Result<u64, Problem> {
        let model = self.picture_engines.model();
        let mut old: Vec<&mut PhotoVector> = photos.iter_mut().filter(|photo| photo.model != model).collect();
        if old.is_empty() {
            return Ok(0);
        }
        tracing::info!(
            gallery = open.gallery.name,
            photos = old.len(),
            model,
            "seen anew by another network"
        );
        let mut written = 0;
        for some in old.chunks_mut(MOST_IMAGES) {
            self.renew_some(open, some, model).await?;
            written += 1;
        }
        Ok(written)
    }

    async fn renew_some(
        &self,
        open: &OpenGallery,
        some: &mut [&mut PhotoVector],
        model: &str,
    ) -> Result<(), Problem> {
        let (gallery, mut files) = (open.gallery.id, Vec::with_capacity(some.len()));
        for photo in &*some {
            let file = self.store.photo_file(gallery, &photo.id).await.map_err(told)?;
            files.push(file.unwrap_or_default());
        }
        let seen = self.see_with(&Caller::of_the_house(), files.clone(), |_, seen| seen.vector).await?;
        let mut renewed = Vec::new();
        for ((photo, file), vector) in some.iter_mut().zip(files).zip(seen) {
            // What was removed meanwhile, or was damaged, stays as it is.
            let (Ok(vector), Some(known)) =
                (vector, self.store.photo(gallery, &photo.id).await.map_err(told)?)
            else {
                continue;
            };
            vector.clone_into(&mut photo.vector);
            model.clone_into(&mut photo.model);
            renewed.push(NewPhoto { photo: known, model: model.to_owned(), vector, file });
        }
        self.store.put_photos(gallery, &renewed).await.map_err(told)?;
        Ok(())
    }
}

fn shown(photos: &[PhotoVector], threads: usize) -> Result<Shown, Problem> {
    let Some(width) = photos.last().map(|photo| photo.vector.len()) else { return Ok(Shown::default()) };
    let mut known = Photos::default();
    let mut items = Vec::with_capacity(photos.len());
    for photo in photos {
        known.put(photo.number, &photo.id, photo.label.as_deref());
        items.push((photo.number, photo.vector.as_slice()));
    }
    let index = Index::new(width, Settings { threads, ..Settings::default() }).map_err(super::unfound)?;
    index.insert_all(&items).map_err(super::unfound)?;
    Ok(Shown { index: Some(index), photos: known.into() })
}
