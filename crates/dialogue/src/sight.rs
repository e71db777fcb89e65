//! Photos that people send, as a conversation sees them: the hub looks at them.

use std::fmt::Debug;

use domain::{Language, PictureId};

/// The photo of this turn, and what is in photos. Looking at them changes nothing.
pub trait Sight: Debug + Send + Sync {
    /// The photo that came with what was said.
    fn sent(&self) -> Option<PictureId>;

    /// All kinds of things that can be told from each other.
    fn kinds(&self) -> Vec<Kind>;

    /// What a photo shows; none: nobody can look at it now.
    fn look(&self, picture: PictureId) -> Option<Looked>;

    /// What is written in it, line by line; empty: nothing. None: nobody can read it now.
    fn read(&self, picture: PictureId) -> Option<String>;

    /// Photos like it in the galleries that the person may see, the most alike first. None: there is no gallery.
    fn alike(&self, picture: PictureId, count: usize) -> Option<Vec<Alike>>;
}

/// What a photo shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Looked {
    pub certainty: Certainty,
    /// What it may be, the likeliest first.
    pub likely: Vec<Thing>,
    /// What kind of thing it is.
    pub kind: Option<Kind>,
    /// Something is written in it, and nothing else is in it that could be named.
    pub written: bool,
}

/// How much of it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Certainty {
    /// It is the first of the likely ones.
    Sure,
    /// One of the first two.
    Either,
    /// Its kind alone.
    Kind,
    #[default]
    Unknown,
}

/// Something that a photo may show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Thing {
    pub korean: String,
    /// With its article, if it has one.
    pub english: String,
    pub kind: Kind,
    pub probability: f32,
}

/// A kind of thing by the words for it; the first is the one to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kind {
    pub korean: Vec<String>,
    pub english: Vec<String>,
}

impl Thing {
    pub fn name(&self, language: Language) -> &str {
        match language {
            Language::Korean => &self.korean,
            Language::English => &self.english,
        }
    }
}

impl Kind {
    pub fn words(&self, language: Language) -> &[String] {
        match language {
            Language::Korean => &self.korean,
            Language::English => &self.english,
        }
    }

    pub fn name(&self, language: Language) -> &str {
        self.words(language).first().map_or("", String::as_str)
    }
}

/// A photo of a gallery that is like the one that was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Alike {
    pub title: String,
    pub label: Option<String>,
    /// As people call the gallery.
    pub gallery: String,
    /// Where its picture is.
    pub image: String,
    pub similarity: f32,
}

/// Nothing was sent, and nobody looks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Blind;

impl Sight for Blind {
    fn sent(&self) -> Option<PictureId> {
        None
    }

    fn kinds(&self) -> Vec<Kind> {
        Vec::new()
    }

    fn look(&self, _: PictureId) -> Option<Looked> {
        None
    }

    fn read(&self, _: PictureId) -> Option<String> {
        None
    }

    fn alike(&self, _: PictureId, _: usize) -> Option<Vec<Alike>> {
        None
    }
}
