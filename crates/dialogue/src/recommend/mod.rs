//! What can be recommended, as a conversation sees it: the hub answers for the catalogues.

use std::fmt::Debug;

use domain::{Item, ItemRef, Language, Opinion};

mod kinds;

pub(crate) use kinds::{Kinds, Meaning, normal};

/// The catalogues that a person can be shown something of. Looking at them changes nothing.
pub trait Shelves: Debug + Send + Sync {
    /// Which there are, the one that is meant without a word first.
    fn shelves(&self) -> Vec<Shelf>;

    /// The item of this title, read without spaces, marks and case.
    fn titled(&self, title: &str) -> Option<(ItemRef, String)>;

    /// What to show, the best first.
    fn choose(&self, asked: &Asked) -> Vec<Offer>;

    /// What the person may want to ask next, the likeliest first.
    fn questions(&self, _language: Language, _count: usize) -> Vec<String> {
        Vec::new()
    }
}

/// A catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    pub catalog: String,
    /// What kind of things are in it, in any word: `films`, `상품`.
    pub kind: String,
    /// Nobody put it there: it shows how things go.
    pub example: bool,
    /// What its items are sorted into, the most common first.
    pub categories: Vec<String>,
}

/// What is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub catalog: String,
    /// Of one of these; none: of any.
    pub categories: Vec<String>,
    /// Like this item.
    pub like: Option<String>,
    /// What many like, whatever the person likes.
    pub popular: bool,
    /// Not these: they were shown just now.
    pub without: Vec<String>,
    pub count: usize,
    /// The language that it is told in.
    pub language: Language,
}

/// Something to show.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Told in the language that was asked for.
    pub item: Item,
    /// Why, in a phrase that ends before the item: "‘달빛 우체국’을 좋아하셔서".
    pub reason: String,
    /// What has to be said of it wherever it is shown: "예시 영화".
    pub notice: Option<String>,
    /// What the person said of it before.
    pub opinion: Option<Opinion>,
}

/// Whether somebody who says this may mean the item of this title.
pub fn is_title(title: &str, said: &str) -> bool {
    kinds::letters(title).eq(kinds::letters(said))
}

/// Nothing is there to be recommended.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoShelves;

impl Shelves for NoShelves {
    fn shelves(&self) -> Vec<Shelf> {
        Vec::new()
    }

    fn titled(&self, _: &str) -> Option<(ItemRef, String)> {
        None
    }

    fn choose(&self, _: &Asked) -> Vec<Offer> {
        Vec::new()
    }
}
