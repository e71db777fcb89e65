//! What pictures show, galleries and their photos.

use domain::Language::{English, Korean};
use hub::{Found, Seen, TextLine, TextPage, Twins};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::{InBoth, Moment};
use crate::images::ImageJson;

/// What a picture shows.
#[derive(Serialize, ToSchema)]
pub struct SeenPicture {
    /// How much is known: `sure` (this is it), `either` (one of the first two), `kind` (only what kind of thing), `unknown`.
    #[schema(examples("sure"))]
    pub certainty: &'static str,
    /// In a sentence.
    pub told: InBoth,
    /// The likeliest classes, the likeliest first.
    pub classes: Vec<SeenClass>,
}

/// A class that a picture may belong to.
#[derive(Serialize, ToSchema)]
pub struct SeenClass {
    pub name: InBoth,
    /// What kind of thing it is.
    #[schema(examples("dog"))]
    pub kind: &'static str,
    /// WordNet's number for it.
    #[schema(examples("n02113023"))]
    pub synset: &'static str,
    /// As often right as it says.
    #[schema(examples(0.93))]
    pub probability: f32,
}

impl SeenPicture {
    pub fn new(seen: &Seen, count: usize) -> Self {
        let verdict = seen.verdict();
        let told = InBoth { ko: verdict.told(Korean), en: verdict.told(English) };
        let classes = seen.classes.iter().take(count).map(|likely| {
            let class = likely.class();
            SeenClass {
                name: InBoth { ko: class.korean.into(), en: class.english.into() },
                kind: class.kind.id,
                synset: class.synset,
                probability: likely.probability,
            }
        });
        Self { certainty: verdict.certainty(), told, classes: classes.collect() }
    }
}

/// What is written in a picture.
#[derive(Serialize, ToSchema)]
pub struct WrittenPage {
    /// All of it, in the order in which people read: a line break between lines, an empty line between blocks.
    pub text: String,
    /// Of the picture, in pixels, once it is right side up.
    pub width: u32,
    pub height: u32,
    pub blocks: Vec<WrittenBlock>,
    /// Lines that are there, but that nothing on this machine can read.
    pub unread: usize,
}

/// Lines that belong together: a paragraph, a column.
#[derive(Serialize, ToSchema)]
pub struct WrittenBlock {
    pub lines: Vec<WrittenLine>,
}

/// A line.
#[derive(Serialize, ToSchema)]
pub struct WrittenLine {
    pub text: String,
    /// From 0 to 1.
    pub confidence: f32,
    /// The corners of the rectangle around it, in pixels from the top left: before its first character and above it
    /// first, then on along the text.
    #[schema(value_type = Vec<Vec<f32>>)]
    pub corners: [[f32; 2]; 4],
}

impl WrittenPage {
    pub fn new(page: &TextPage, [width, height]: [u32; 2]) -> Self {
        let line = |line: &TextLine| WrittenLine {
            text: line.text.clone(),
            confidence: line.confidence,
            corners: line.corners.map(|point| [point.x, point.y]),
        };
        let blocks =
            page.blocks.iter().map(|block| WrittenBlock { lines: block.lines.iter().map(line).collect() });
        Self { text: page.text(), width, height, blocks: blocks.collect(), unread: page.unread }
    }
}

/// A gallery.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Gallery {
    #[schema(examples("plants"))]
    pub name: String,
    #[schema(examples("우리 동네 식물"))]
    pub title: String,
    /// Only the person who made it sees it.
    pub private: bool,
    pub photos: u64,
    /// There is a recogniser for it.
    pub taught: bool,
    #[schema(value_type = String, format = DateTime)]
    pub made_at: Moment,
}

impl Gallery {
    pub fn new(gallery: domain::Gallery, photos: u64, taught: bool) -> Self {
        let domain::Gallery { id: _, name, title, owner, made_at } = gallery;
        Self { name, title, private: owner.is_some(), photos, taught, made_at: Moment(made_at) }
    }
}

/// A photo of a gallery.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Photo {
    #[schema(examples("p12"))]
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(examples("고사리"))]
    pub label: Option<String>,
    pub title: String,
    /// Where the small picture (JPEG) is.
    #[schema(examples("/v1/vision/galleries/plants/photos/p12/image"))]
    pub image: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub data: Option<Box<RawValue>>,
    #[schema(value_type = String, format = DateTime)]
    pub added_at: Moment,
}

impl Photo {
    pub fn new(gallery: &str, photo: domain::Photo) -> Self {
        let domain::Photo { id, label, title, data, added_at } = photo;
        let image = hub::photo_address(gallery, &id);
        // What is not JSON any more was somebody else's damage, and is left out.
        let data = data.and_then(|data| RawValue::from_string(data).ok());
        Self { id, label, title, image, data, added_at: Moment(added_at) }
    }
}

/// A photo on its way into a gallery.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPhoto {
    /// Your own; 1 to 128 characters. A photo takes the place of the one with its id.
    #[schema(examples("p12"))]
    pub id: String,
    /// What it shows: a recogniser learns these.
    #[serde(default)]
    #[schema(examples("고사리"))]
    pub label: Option<String>,
    #[serde(default)]
    pub title: String,
    /// Anything; it is given back as it came.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub data: Option<Box<RawValue>>,
    pub image: ImageJson,
}

/// A photo that is like another.
#[derive(Serialize, ToSchema)]
pub struct FoundPhoto {
    pub photo: Photo,
    /// 1 for the same picture, about 0.2 to 0.4 for such as have nothing in common.
    pub similarity: f32,
}

impl FoundPhoto {
    pub fn new(gallery: &str, found: Found) -> Self {
        Self { photo: Photo::new(gallery, found.photo), similarity: found.similarity }
    }
}

/// Two photos that are nearly the same.
#[derive(Serialize, ToSchema)]
pub struct TwinPhotos {
    /// Their ids.
    #[schema(value_type = Vec<String>)]
    pub photos: [String; 2],
    pub similarity: f32,
}

impl From<Twins> for TwinPhotos {
    fn from(twins: Twins) -> Self {
        let Twins { photos, similarity } = twins;
        Self { photos, similarity }
    }
}
