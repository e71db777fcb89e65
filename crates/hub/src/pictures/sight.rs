//! What a conversation sees of photos: the one that came with a turn, and those before it.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use dialogue::sight::{Alike, Certainty, Kind, Looked, Sight, Thing};
use domain::{Code, Person, PersonId, PictureId, Problem};
use tokio::runtime::Handle;
use vision::{Class, Seen, Verdict, with_article};

use crate::Hub;
use crate::admission::Caller;
use crate::galleries::{Like, Sought, guess};
use crate::hub::Core;
use crate::thought;

/// Classes of things that are there to be read.
const WRITTEN: [&str; 7] =
    ["website", "comic book", "crossword puzzle", "street sign", "book jacket", "menu", "envelope"];
/// From here on what a gallery was taught is told.
const KNOWN: f32 = 0.7;
/// A photo with so many lines is one of a text, whatever else it may show.
const LINES: usize = 2;

/// Asked from blocking threads only.
pub(crate) struct Beholder {
    core: Arc<Core>,
    person: PersonId,
    sent: Option<PictureId>,
    runtime: Handle,
    /// What the photo shows that was looked at: a turn asks more than once.
    last: Mutex<Option<(PictureId, Seen)>>,
}

impl Core {
    pub fn beholder(self: &Arc<Self>, person: &Person, sent: Option<PictureId>) -> Beholder {
        Beholder {
            core: self.clone(),
            person: person.id,
            sent,
            runtime: Handle::current(),
            last: Mutex::default(),
        }
    }
}

impl Beholder {
    fn hub(&self) -> Hub {
        Hub { core: self.core.clone() }
    }

    async fn file(&self, picture: PictureId) -> Result<Vec<u8>, Problem> {
        Ok(self.hub().picture(self.person, picture).await?.file)
    }

    async fn seen(&self, picture: PictureId) -> Result<Seen, Problem> {
        let last = || self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, seen)) = last().as_ref().filter(|(of, _)| *of == picture) {
            return Ok(seen.clone());
        }
        let file = self.file(picture).await?;
        let seen = self.core.see_with(&Caller::talking(self.person), vec![file], |_, seen| seen).await?;
        let seen = seen.into_iter().next().unwrap_or_else(|| Err(Code::Internal.into()))?;
        *last() = Some((picture, seen.clone()));
        Ok(seen)
    }

    async fn text(&self, picture: PictureId) -> Result<String, Problem> {
        let file = self.file(picture).await?;
        let pages = self.hub().read_text(&Caller::talking(self.person), vec![file]).await?;
        pages.into_iter().next().unwrap_or_else(|| Err(Code::Internal.into())).map(|(page, _)| page.text())
    }

    async fn looked(&self, picture: PictureId) -> Result<Looked, Problem> {
        let seen = self.seen(picture).await?;
        if let Some(known) = self.known(&seen).await? {
            return Ok(known);
        }
        let mut looked = looked(&seen);
        let page = seen.classes.first().is_some_and(|first| WRITTEN.contains(&first.class().english));
        if page || looked.certainty == Certainty::Unknown {
            // Without a reader the photo is told as what it looks like.
            looked.written = self.text(picture).await.is_ok_and(|text| text.lines().count() >= LINES);
        }
        Ok(looked)
    }

    /// What a gallery of the person's, or everybody's, was taught: it is nearer to them than what everybody knows.
    async fn known(&self, seen: &Seen) -> Result<Option<Looked>, Problem> {
        let mut best: Option<(String, f32)> = None;
        for open in self.hub().galleries(self.person).await?.into_iter().filter(|open| open.taught) {
            let recogniser = self.core.recogniser(&open).await?;
            let guess = recogniser.and_then(|recogniser| guess(&recogniser, &seen.vector));
            let Some(guess) = guess.filter(|guess| !guess.none) else { continue };
            let likeliest = guess.likely.into_iter().next().filter(|(_, share)| *share >= KNOWN);
            best = best.into_iter().chain(likeliest).max_by(|a, b| a.1.total_cmp(&b.1));
        }
        Ok(best.map(|(label, probability)| {
            let kind = seen.classes.first().map(|likely| in_words(likely.class().kind)).unwrap_or_default();
            let thing = Thing { korean: label.clone(), english: label, kind: kind.clone(), probability };
            Looked { certainty: Certainty::Sure, likely: vec![thing], kind: Some(kind), written: false }
        }))
    }

    async fn found(&self, picture: PictureId, count: usize) -> Result<Option<Vec<Alike>>, Problem> {
        let hub = self.hub();
        let galleries: Vec<_> =
            hub.galleries(self.person).await?.into_iter().filter(|open| open.photos > 0).collect();
        if galleries.is_empty() {
            return Ok(None);
        }
        let vector = self.seen(picture).await?.vector;
        let mut all = Vec::new();
        for open in galleries {
            let sought =
                Sought { like: Like::Vector(vector.clone()), count, labels: Vec::new(), least: -1.0 };
            let caller = Caller::talking(self.person);
            let found = hub.find_photos(&caller, self.person, &open.gallery.name, sought).await?;
            all.extend(found.into_iter().map(|found| Alike {
                title: found.photo.title,
                label: found.photo.label,
                gallery: open.gallery.title.clone(),
                image: super::address(&open.gallery.name, &found.photo.id),
                similarity: found.similarity,
            }));
        }
        all.sort_by(|a, b| b.similarity.total_cmp(&a.similarity));
        all.truncate(count);
        Ok(Some(all))
    }

    /// Looking has a line of its own: others may think meanwhile.
    fn wait<T>(&self, looking: impl Future<Output = T>) -> T {
        thought::aside(|| self.runtime.block_on(looking))
    }

    /// What cannot be seen is as good as not there: the conversation goes on.
    fn told<T>(&self, outcome: Result<T, Problem>) -> Option<T> {
        outcome.map_err(|problem| tracing::warn!(%problem, "a photo cannot be looked at")).ok()
    }
}

impl Sight for Beholder {
    fn sent(&self) -> Option<PictureId> {
        self.sent
    }

    fn kinds(&self) -> Vec<Kind> {
        vision::Kind::all().iter().map(in_words).collect()
    }

    fn look(&self, picture: PictureId) -> Option<Looked> {
        self.told(self.wait(self.looked(picture)))
    }

    fn read(&self, picture: PictureId) -> Option<String> {
        self.told(self.wait(self.text(picture)))
    }

    fn alike(&self, picture: PictureId, count: usize) -> Option<Vec<Alike>> {
        self.told(self.wait(self.found(picture, count))).flatten()
    }
}

impl fmt::Debug for Beholder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Beholder").field("sent", &self.sent).finish_non_exhaustive()
    }
}

fn looked(seen: &Seen) -> Looked {
    let (certainty, kind) = match seen.verdict() {
        Verdict::Sure(likely) => (Certainty::Sure, Some(likely.class().kind)),
        Verdict::Either(likely, _) => (Certainty::Either, Some(likely.class().kind)),
        Verdict::Kind(kind, _) => (Certainty::Kind, Some(kind)),
        Verdict::Unknown => (Certainty::Unknown, None),
    };
    let likely = seen.classes.iter().map(|likely| thing(likely.class(), likely.probability)).collect();
    Looked { certainty, likely, kind: kind.map(in_words), written: false }
}

fn thing(class: Class, probability: f32) -> Thing {
    let english = with_article(class.english, class.kind);
    Thing { korean: class.korean.to_owned(), english, kind: in_words(class.kind), probability }
}

fn in_words(kind: &vision::Kind) -> Kind {
    let owned = |words: &[&str]| words.iter().map(ToString::to_string).collect();
    Kind { korean: owned(&kind.korean), english: owned(&kind.english) }
}
