//! Pictures of partners, brought by us: a browser never asks somebody else's server, which would learn who looks at what
//! and when, and no page of ours loads anything but from here.
//!
//! [`PictureKey`] turns a foreign address into one of ours while an answer is written out; [`Pictures`] brings what is
//! behind it. Only what we have signed is fetched, so that nobody makes an open proxy of us; only what is really a picture is
//! handed on, drawn anew and without anything that came beside it.

mod doors;
mod key;
mod shelf;

use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::http::Uri;
use domain::{Clock, Code, PersonId, Problem};
use hub::Hub;
use sha2::{Digest, Sha256};

use crate::Limits;
use crate::fetch::Fetcher;
use doors::Doors;
use shelf::Shelf;

pub use key::PictureKey;

/// A picture as it is handed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// A JPEG file.
    pub file: Bytes,
    /// Two files that are the same have the same mark.
    pub mark: String,
}

/// Brings pictures, a few at a time, and keeps some.
pub struct Pictures {
    fetcher: Fetcher,
    most: u64,
    doors: Doors,
    shelf: Mutex<Shelf>,
}

impl Pictures {
    pub fn new(fetcher: Fetcher, clock: Arc<dyn Clock>, limits: &Limits) -> Self {
        let most = limits.picture_bytes as u64;
        Self { fetcher, most, doors: Doors::new(limits.fetching), shelf: Mutex::new(Shelf::new(clock)) }
    }

    /// The picture behind a link. What went wrong a moment ago is not tried again at once.
    pub async fn bring(&self, hub: &Hub, person: PersonId, link: &str) -> Result<Brought, Problem> {
        if let Some(kept) = self.kept(link) {
            return kept;
        }
        let host = link.parse::<Uri>().ok().and_then(|link| link.host().map(str::to_lowercase));
        let entered = self.doors.enter(&host.unwrap_or_default()).await.ok_or_else(busy)?;
        // Somebody else may have brought it while we waited.
        if let Some(kept) = self.kept(link) {
            return kept;
        }
        let (fetcher, most, address) = (self.fetcher.clone(), self.most, link.to_owned());
        // It goes on when the browser has gone: the place is taken until it has ended.
        let fetching = tokio::task::spawn_blocking(move || (fetcher.fetch(&address, most), entered));
        let (fetched, _entered) = fetching.await.map_err(|_| Problem::from(Code::Internal))?;
        let drawn = match fetched {
            Ok(file) => hub.redraw_picture(person, file).await,
            Err(problem) => Err(problem),
        };
        let brought = drawn.map(Brought::new).map_err(unavailable);
        self.shelf().put(link, brought.clone());
        brought
    }

    fn kept(&self, link: &str) -> Option<Result<Brought, Problem>> {
        self.shelf().get(link)
    }

    fn shelf(&self) -> std::sync::MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Brought {
    fn new(file: Vec<u8>) -> Self {
        let mark = hex::encode(&Sha256::digest(&file)[..16]);
        Self { file: file.into(), mark }
    }
}

/// Whatever was wrong is wrong with the other side, unless it is our own to say.
fn unavailable(problem: Problem) -> Problem {
    match problem.code {
        Code::EngineBusy | Code::ShuttingDown | Code::Internal => problem,
        _ => Problem { code: Code::PictureUnavailable, detail: problem.detail },
    }
}

fn busy() -> Problem {
    Problem::new(Code::PictureUnavailable, "too many pictures of this server are waited for")
}
