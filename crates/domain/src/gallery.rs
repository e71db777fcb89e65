//! Photos: those that people send, and collections of them that can be searched.

use jiff::Timestamp;

use crate::{GalleryId, PersonId, PictureId};

/// A photo that somebody has sent, as it is kept: right side up, of a bounded size, without what the camera wrote beside
/// it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub id: PictureId,
    /// Who sent it.
    pub person: PersonId,
    pub width: u32,
    pub height: u32,
    /// JPEG.
    pub file: Vec<u8>,
    pub received_at: Timestamp,
}

/// A collection of photos: a shop's products, a family, the plants of a garden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gallery {
    pub id: GalleryId,
    /// As addresses have it. One owner's galleries have names of their own.
    pub name: String,
    /// As people call it.
    pub title: String,
    /// The person whose it is; none: everybody's.
    pub owner: Option<PersonId>,
    pub made_at: Timestamp,
}

/// A photo of a gallery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// Chosen by who put it there.
    pub id: String,
    /// What it shows; a recogniser learns these.
    pub label: Option<String>,
    pub title: String,
    /// The partner's own data (JSON), which is only given back.
    pub data: Option<String>,
    pub added_at: Timestamp,
}
