//! What a catalogue teaches, taken from it at one moment: learning takes minutes, and the catalogue goes on changing.

use crate::catalog::Catalog;
use crate::interactions::Event;

/// Everybody's likings. People are numbers only; items have their ids' places.
#[derive(Clone, Debug, Default)]
pub struct Lesson {
    pub people: usize,
    /// Of the items that somebody likes, in the catalogue's order.
    pub ids: Vec<String>,
    pub events: Vec<Event>,
}

impl Lesson {
    pub fn of(catalog: &Catalog) -> Self {
        let (people, mut events) = catalog.events();
        let mut liked = vec![false; catalog.numbers()];
        for event in &events {
            liked[event.item as usize] = true;
        }
        let mut places = vec![0; liked.len()];
        let mut ids = Vec::new();
        for number in (0..liked.len()).filter(|&number| liked[number]) {
            places[number] = ids.len() as u32;
            ids.push(catalog.id_of(number as u32).to_owned());
        }
        for event in &mut events {
            event.item = places[event.item as usize];
        }
        Self { people, ids, events }
    }
}
