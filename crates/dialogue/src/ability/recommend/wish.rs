//! What is wanted: a catalogue, and categories of it.

use super::MOST_SHOWN;
use crate::ability::Turn;
use crate::memory::ShownItems;
use crate::recommend::{Asked, Meaning, Shelf};

/// A wish, read.
pub struct Wish {
    pub shelf: Shelf,
    pub categories: Vec<String>,
    /// It was said which catalogue, or that it be good.
    says_something: bool,
    names_the_shelf: bool,
}

/// What the words of a wish mean; none when they name something that no catalogue has.
pub fn wish(turn: &Turn<'_>, words: &str) -> Option<Wish> {
    let shelves = turn.world.shelves.shelves();
    let meanings =
        turn.kinds.read(words, &shelves, &turn.words("recommend.good"), &turn.words("recommend.thing"))?;
    let named = meanings.iter().find_map(|meaning| match meaning {
        Meaning::Shelf(place) => Some(*place),
        _ => None,
    });
    let sorted = meanings.iter().find_map(|meaning| match meaning {
        Meaning::Category(place, _) => Some(*place),
        _ => None,
    });
    let place = named.or(sorted).unwrap_or(0);
    let shelf = shelves.get(place)?.clone();
    // A category that only another catalogue has is found there under the same word.
    let categories = meanings.iter().filter_map(|meaning| match meaning {
        Meaning::Category(its, category) if *its == place => Some(category.clone()),
        Meaning::Category(_, category) => {
            shelf.categories.iter().find(|own| turn.kinds.mean_the_same(own, category)).cloned()
        }
        _ => None,
    });
    let categories: Vec<String> = categories.collect();
    let wanted = meanings.iter().filter(|meaning| matches!(meaning, Meaning::Category(..))).count();
    let says_something = meanings.iter().any(|meaning| *meaning != Meaning::Thing);
    (categories.len() == wanted).then_some(Wish {
        shelf,
        categories,
        says_something,
        names_the_shelf: named.is_some(),
    })
}

impl Wish {
    pub fn says_something(&self) -> bool {
        self.says_something
    }

    /// "다른 코미디", after films of any kind.
    pub fn names_another_than(&self, shown: &ShownItems) -> bool {
        let other_shelf = self.names_the_shelf && self.shelf.catalog != shown.catalog;
        other_shelf || !self.categories.is_empty() && self.categories != shown.categories
    }

    pub fn asked(&self, turn: &Turn<'_>) -> Asked {
        Asked {
            catalog: self.shelf.catalog.clone(),
            categories: self.categories.clone(),
            like: None,
            popular: false,
            without: Vec::new(),
            count: MOST_SHOWN,
            language: turn.language,
        }
    }
}
