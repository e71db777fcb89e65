//! Collections of photos.

use async_trait::async_trait;
use domain::{Gallery, GalleryId, PersonId, Photo};

use crate::StoreError;

/// Collections of photos. What is written to one is counted, so that others notice.
#[async_trait]
pub trait Galleries {
    /// Adds a gallery. The one of the same owner and name keeps its id and gets the new title.
    async fn put_gallery(&self, gallery: &Gallery) -> Result<Gallery, StoreError>;
    /// Everybody's and the person's own, by name.
    async fn galleries(&self, person: PersonId) -> Result<Vec<OpenGallery>, StoreError>;
    /// The person's own of this name, else everybody's.
    async fn gallery(&self, person: PersonId, name: &str) -> Result<Option<OpenGallery>, StoreError>;
    /// Removes a gallery with its photos; false when there is none.
    async fn remove_gallery(&self, id: GalleryId) -> Result<bool, StoreError>;
    /// Adds photos, or puts them in the place of those with their ids. Their numbers, which stay.
    async fn put_photos(&self, gallery: GalleryId, photos: &[NewPhoto]) -> Result<Vec<u64>, StoreError>;
    async fn photo(&self, gallery: GalleryId, id: &str) -> Result<Option<Photo>, StoreError>;
    /// The small JPEG file of a photo.
    async fn photo_file(&self, gallery: GalleryId, id: &str) -> Result<Option<Vec<u8>>, StoreError>;
    /// At most `limit` photos (with this label, if one is given) whose ids come after this one (empty: from the first),
    /// in their order.
    async fn photos(
        &self,
        gallery: GalleryId,
        label: Option<&str>,
        after: &str,
        limit: u32,
    ) -> Result<Vec<Photo>, StoreError>;
    /// Those of these numbers that are there, in any order.
    async fn photos_numbered(
        &self,
        gallery: GalleryId,
        numbers: &[u64],
    ) -> Result<Vec<GalleryPhoto>, StoreError>;
    /// At most `limit` photos whose numbers come after this one (0: from the first), by number, with their vectors.
    async fn photo_vectors(
        &self,
        gallery: GalleryId,
        after: u64,
        limit: u32,
    ) -> Result<Vec<PhotoVector>, StoreError>;
    /// Removes a photo; its number, or none when it was not there.
    async fn remove_photo(&self, gallery: GalleryId, id: &str) -> Result<Option<u64>, StoreError>;
    /// Keeps what was learnt of a gallery.
    async fn keep_recogniser(&self, gallery: GalleryId, learnt: &[u8]) -> Result<(), StoreError>;
    async fn recogniser(&self, gallery: GalleryId) -> Result<Option<Vec<u8>>, StoreError>;
}

/// A gallery as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenGallery {
    pub gallery: Gallery,
    /// How often something was written.
    pub version: u64,
    pub photos: u64,
    /// There is a recogniser for it.
    pub taught: bool,
}

/// A photo on its way into a gallery.
#[derive(Clone, Debug, PartialEq)]
pub struct NewPhoto {
    pub photo: Photo,
    /// Which network made the vector.
    pub model: String,
    /// Kept in eight bits a number.
    pub vector: Vec<f32>,
    /// A small JPEG file of it.
    pub file: Vec<u8>,
}

/// A photo and its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GalleryPhoto {
    pub number: u64,
    pub photo: Photo,
}

/// What a search needs of a photo.
#[derive(Clone, Debug, PartialEq)]
pub struct PhotoVector {
    pub number: u64,
    pub id: String,
    pub label: Option<String>,
    pub model: String,
    pub vector: Vec<f32>,
}
