//! A gallery's labels become a recogniser.

use std::sync::{Arc, PoisonError};

use domain::{Code, GalleryId, PersonId, Problem};
use store::OpenGallery;
use vision::teach::{self, Example, Recogniser, Report, TeachError, teach};

use super::{Shown, Taught};
use crate::Hub;
use crate::admission::Caller;
use crate::hub::Core;
use crate::pictures::apart;
use crate::problem::told;

/// What a gallery was taught.
#[derive(Clone, Debug)]
pub struct GalleryLesson {
    pub report: Report,
    /// The ids of the photos that the report speaks of, by their places.
    pub photos: Vec<String>,
}

/// What a recogniser says of a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct GalleryGuess {
    /// Labels, the likeliest first, with their probabilities if it is one of them.
    pub likely: Vec<(String, f32)>,
    /// It is none of them.
    pub none: bool,
    /// How near it is to the nearest of them, from -1 to 1.
    pub nearness: f32,
}

impl Hub {
    /// Learns the labels of a gallery's photos. Photos without a label show none of them. The recogniser serves at once.
    pub async fn teach_gallery(&self, person: PersonId, gallery: &str) -> Result<GalleryLesson, Problem> {
        let core = &self.core;
        core.refuse_when_stopping()?;
        let open = core.gallery_to_change(person, gallery).await?;
        let entry = core.entry_of(&open).await?;
        let shown = entry.shown();
        let (recogniser, lesson) = apart(core, move || shown.teach()).await?;
        let mut known = entry.known.lock().await;
        let kept = [core.picture_engines.model().as_bytes(), b"\n", &recogniser.to_bytes()].concat();
        core.store.keep_recogniser(open.gallery.id, &kept).await.map_err(told)?;
        *known = known.map(|version| version + 1);
        Ok(lesson)
    }

    /// Which of a gallery's labels each of these image files shows.
    pub async fn recognise_in_gallery(
        &self,
        caller: &Caller,
        person: PersonId,
        gallery: &str,
        files: Vec<Vec<u8>>,
    ) -> Result<Vec<Result<GalleryGuess, Problem>>, Problem> {
        let core = &self.core;
        let open = core.gallery(person, gallery).await?;
        let recogniser = core.recogniser(&open).await?.ok_or_else(|| {
            Problem::new(Code::NotFound, format!("the gallery {gallery:?} was not taught: teach it first"))
        })?;
        let guess = move |_: &vision::Picture, seen: vision::Seen| guess(&recogniser, &seen.vector);
        let guesses = core.see_with(caller, files, guess).await?;
        let each = guesses.into_iter().map(|guess| guess?.ok_or_else(|| Code::EngineUnavailable.into()));
        Ok(each.collect())
    }
}

impl Core {
    /// What a gallery was taught; the photos need not be in memory for it.
    pub(crate) async fn recogniser(&self, open: &OpenGallery) -> Result<Option<Arc<Recogniser>>, Problem> {
        if !open.taught {
            return Ok(None);
        }
        let entry = self.galleries.entry(open.gallery.id);
        let mut taught = entry.taught.lock().await;
        if taught.version < open.version {
            let recogniser = self.kept_recogniser(open.gallery.id).await?.map(Arc::new);
            *taught = Taught { version: open.version, recogniser };
        }
        Ok(taught.recogniser.clone())
    }

    /// What was kept; none when another network was taught.
    async fn kept_recogniser(&self, gallery: GalleryId) -> Result<Option<Recogniser>, Problem> {
        let Some(kept) = self.store.recogniser(gallery).await.map_err(told)? else { return Ok(None) };
        let kept = kept
            .strip_prefix(self.picture_engines.model().as_bytes())
            .and_then(|rest| rest.strip_prefix(b"\n"));
        let Some(kept) = kept else { return Ok(None) };
        match Recogniser::from_bytes(kept) {
            Ok(recogniser) => Ok(Some(recogniser)),
            Err(error) => {
                tracing::warn!(%error, "a gallery has to be taught again");
                Ok(None)
            }
        }
    }
}

impl Shown {
    fn teach(&self) -> Result<(Recogniser, GalleryLesson), Problem> {
        let photos = self.photos.read().unwrap_or_else(PoisonError::into_inner);
        let mut numbers: Vec<u64> = photos.by_number.keys().copied().collect();
        numbers.sort_unstable();
        let vector = |number: &u64| self.index.as_ref().and_then(|index| index.vector(*number));
        let (mut examples, mut background, mut ids) = (Vec::new(), Vec::new(), Vec::new());
        for (number, vector) in numbers.iter().filter_map(|number| Some((number, vector(number)?))) {
            let known = &photos.by_number[number];
            match &known.label {
                Some(label) => {
                    ids.push(known.id.clone());
                    examples.push((label.as_str(), vector));
                }
                None => background.push(vector),
            }
        }
        let examples: Vec<Example<'_>> =
            examples.iter().map(|(class, vector)| Example { class, vector }).collect();
        let background: Vec<&[f32]> = background.iter().map(Vec::as_slice).collect();
        let lesson =
            teach(teach::Taught { examples: &examples, background: &background }).map_err(untaught)?;
        Ok((lesson.recogniser, GalleryLesson { report: lesson.report, photos: ids }))
    }
}

pub(crate) fn guess(recogniser: &Recogniser, vector: &[f32]) -> Option<GalleryGuess> {
    let found = recogniser.recognise(vector)?;
    let named = found.likely.iter().map(|&(class, share)| (recogniser.classes()[class].clone(), share));
    Some(GalleryGuess { likely: named.collect(), none: found.none, nearness: found.nearness })
}

fn untaught(error: TeachError) -> Problem {
    Problem::new(Code::BadRequest, error.to_string())
}
