//! Photos come, change and go.

use domain::{Code, PersonId, Photo, Problem};
use nearest::{Index, Settings};
use store::NewPhoto;
use vision::{Picture, Seen};

use super::{Entry, Shown};
use crate::Hub;
use crate::admission::Caller;
use crate::problem::told;
use crate::recommendations::{Refused, Taken};

/// Of the picture that is kept: pixels on the longer side, and the quality of the JPEG.
const SMALL: u32 = 320;
const QUALITY: u8 = 82;
/// Characters of an id and of a label, and of the partner's own data.
const MOST_ID: usize = 128;
const MOST_DATA: usize = 16 << 10;

/// An image on its way into a gallery.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewImage {
    pub id: String,
    pub label: Option<String>,
    pub title: String,
    pub data: Option<String>,
    pub file: Vec<u8>,
}

impl Hub {
    /// Puts photos into a gallery, each in place of the one with its id.
    pub async fn put_photos(
        &self,
        caller: &Caller,
        person: PersonId,
        gallery: &str,
        images: Vec<NewImage>,
    ) -> Result<Taken, Problem> {
        let core = &self.core;
        let open = core.gallery_to_change(person, gallery).await?;
        let (mut sound, mut refused) = split(images);
        let files = sound.iter_mut().map(|(_, image)| std::mem::take(&mut image.file)).collect();
        let seen = core.see_with(caller, files, small).await?;
        let mut new = Vec::with_capacity(sound.len());
        for ((index, image), seen) in sound.into_iter().zip(seen) {
            match seen {
                Ok((file, vector)) => new.push(core.new_photo(image, file, vector)),
                Err(problem) => refused.push(Refused { index, why: why(&problem) }),
            }
        }
        refused.sort_by_key(|refused| refused.index);
        let taken = new.len();
        if taken > 0 {
            let entry = core.entry_of(&open).await?;
            let mut known = entry.known.lock().await;
            let numbers = core.store.put_photos(open.gallery.id, &new).await.map_err(told)?;
            *known = known.map(|version| version + 1);
            let threads = core.limits.learning_threads;
            let entry = entry.clone();
            crate::pictures::apart(core, move || entry.put(&numbers, &new, threads)).await?;
        }
        Ok(Taken { taken, refused })
    }

    pub async fn photo(&self, person: PersonId, gallery: &str, id: &str) -> Result<Photo, Problem> {
        let open = self.core.gallery(person, gallery).await?;
        let photo = self.core.store.photo(open.gallery.id, id).await.map_err(told)?;
        photo.ok_or_else(|| no_photo(id))
    }

    /// The small picture (JPEG) that is kept of a photo.
    pub async fn photo_file(&self, person: PersonId, gallery: &str, id: &str) -> Result<Vec<u8>, Problem> {
        let open = self.core.gallery(person, gallery).await?;
        let file = self.core.store.photo_file(open.gallery.id, id).await.map_err(told)?;
        file.ok_or_else(|| no_photo(id))
    }

    /// At most `limit` photos (with this label, if one is given) whose ids come after this one, in their order.
    pub async fn photos(
        &self,
        person: PersonId,
        gallery: &str,
        label: Option<&str>,
        after: &str,
        limit: u32,
    ) -> Result<Vec<Photo>, Problem> {
        let open = self.core.gallery(person, gallery).await?;
        self.core.store.photos(open.gallery.id, label, after, limit).await.map_err(told)
    }

    pub async fn remove_photo(&self, person: PersonId, gallery: &str, id: &str) -> Result<(), Problem> {
        let core = &self.core;
        let open = core.gallery_to_change(person, gallery).await?;
        let entry = core.entry_of(&open).await?;
        let mut known = entry.known.lock().await;
        let number = core.store.remove_photo(open.gallery.id, id).await.map_err(told)?;
        *known = known.map(|version| version + 1);
        let number = number.ok_or_else(|| no_photo(id))?;
        let shown = entry.shown();
        shown.photos.write().unwrap_or_else(std::sync::PoisonError::into_inner).remove(number);
        if shown.index.is_some() {
            crate::pictures::apart(core, move || Ok(shown.index.as_ref().map(|index| index.remove(number))))
                .await?;
        }
        Ok(())
    }
}

impl crate::hub::Core {
    fn new_photo(&self, image: NewImage, file: Vec<u8>, vector: Vec<f32>) -> NewPhoto {
        let NewImage { id, label, title, data, .. } = image;
        let photo = Photo { id, label, title, data, added_at: self.clock.now() };
        NewPhoto { photo, model: self.picture_engines.model().to_owned(), vector, file }
    }
}

impl Entry {
    fn put(&self, numbers: &[u64], new: &[NewPhoto], threads: usize) -> Result<(), Problem> {
        let mut shown = self.shown();
        if shown.index.is_none() {
            let settings = Settings { threads, ..Settings::default() };
            let index = Index::new(new[0].vector.len(), settings).map_err(super::unfound)?;
            self.show(Shown { index: Some(index), ..Shown::default() });
            shown = self.shown();
        }
        let items: Vec<(u64, &[f32])> =
            numbers.iter().zip(new).map(|(number, new)| (*number, new.vector.as_slice())).collect();
        let mut photos = shown.photos.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        for (number, new) in numbers.iter().zip(new) {
            photos.put(*number, &new.photo.id, new.photo.label.as_deref());
        }
        drop(photos);
        shown.index.as_ref().map_or(Ok(()), |index| index.insert_all(&items)).map_err(super::unfound)
    }
}

/// What is kept of a picture.
fn small(picture: &Picture, seen: Seen) -> (Vec<u8>, Vec<f32>) {
    (picture.within(SMALL).jpeg(QUALITY), seen.vector)
}

/// What is sound so far, with its place, and why the rest is not. Of two with one id the later counts.
fn split(images: Vec<NewImage>) -> (Vec<(usize, NewImage)>, Vec<Refused>) {
    let (mut sound, mut refused) = (Vec::new(), Vec::new());
    for (index, image) in images.into_iter().enumerate() {
        match check(&image) {
            Ok(()) => sound.push((index, image)),
            Err(why) => refused.push(Refused { index, why }),
        }
    }
    (sound, refused)
}

fn check(image: &NewImage) -> Result<(), String> {
    let long = |text: &str| text.chars().count() > MOST_ID || text.chars().any(char::is_control);
    if image.id.is_empty() || long(&image.id) {
        return Err(format!("an id has 1 to {MOST_ID} characters, and no control characters"));
    }
    if image.label.as_deref().is_some_and(|label| label.trim().is_empty() || long(label)) {
        return Err(format!("a label has 1 to {MOST_ID} characters, and no control characters"));
    }
    if long(&image.title) {
        return Err(format!("a title has at most {MOST_ID} characters, and no control characters"));
    }
    match image.data.as_ref().is_some_and(|data| data.len() > MOST_DATA) {
        true => Err(format!("the data of a photo have at most {MOST_DATA} bytes")),
        false => Ok(()),
    }
}

fn why(problem: &Problem) -> String {
    problem.detail.clone().unwrap_or_else(|| problem.code.as_str().to_owned())
}

fn no_photo(id: &str) -> Problem {
    Problem::new(Code::NotFound, format!("the gallery has no photo {id:?}"))
}
