//! What there is, and what people did with it, as it is now: what requests are answered from, and learning begins with.

use std::collections::HashMap;

use domain::{Feedback, FeedbackKind, Item};
use jiff::Timestamp;

use crate::interactions::Event;

/// A partner's items and people. Everything that arrives counts from the next request on.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    items: Vec<Entry>,
    numbers: HashMap<String, u32>,
    people: HashMap<String, Doings>,
}

#[derive(Clone, Debug)]
struct Entry {
    id: String,
    /// None: only its id is known, from feedback; it can be learnt of, but not shown.
    item: Option<Item>,
    popularity: Fading,
}

/// A person's doings, by the item's number.
pub type Doings = HashMap<u32, Doing>;

/// What somebody did with one item, all of it together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Doing {
    /// How much it says that they like it; 0 for what they dismissed.
    pub strength: f32,
    pub times: u32,
    /// When it was last.
    pub at: Timestamp,
}

/// Why feedback was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FeedbackError {
    #[error("the weight must be a number from 0 to {MOST_WEIGHT}, not {0}")]
    Weight(f32),
    #[error("the time {at} is in the future: now is {now}")]
    Future { at: Timestamp, now: Timestamp },
    #[error("{person:?} has done something with {MOST_ITEMS} items already: only these can be changed")]
    TooMany { person: String },
    #[error("the id of the {0} must have 1 to {MOST_ID} bytes")]
    Id(&'static str),
}

/// No single thing weighs more: a weight is how often or how long, and a hundred times is as good as a thousand.
pub const MOST_WEIGHT: f32 = 1_000.0;
/// Of one person so many items are kept: somebody with more is a program, or a household of programs.
pub const MOST_ITEMS: usize = 50_000;
pub const MOST_ID: usize = 256;
/// Clocks differ by so much.
const AHEAD_SECONDS: i64 = 24 * 3600;
/// After so long, half of an item's popularity is gone.
const HALF_LIFE_DAYS: f64 = 30.0;

impl Catalog {
    /// Adds an item, or changes it.
    pub fn put(&mut self, item: Item) {
        let number = self.number(&item.id);
        self.items[number as usize].item = Some(item);
    }

    /// Takes an item away; what people did with it still says what goes with what.
    pub fn remove(&mut self, id: &str) -> bool {
        let entry = self.numbers.get(id).map(|&number| &mut self.items[number as usize]);
        entry.is_some_and(|entry| entry.item.take().is_some())
    }

    /// Takes a person away, with everything they did.
    pub fn forget(&mut self, person: &str) -> bool {
        self.people.remove(person).is_some()
    }

    /// Takes in what somebody did. A flood of one person on one item counts little more than once, and popularity
    /// counts everybody once for each item.
    pub fn record(&mut self, feedback: &Feedback, now: Timestamp) -> Result<(), FeedbackError> {
        check(feedback, now)?;
        let known = self.people.get(&feedback.person).map_or(0, HashMap::len);
        let number = self.number(&feedback.item);
        let doings = self.people.entry(feedback.person.clone()).or_default();
        if known >= MOST_ITEMS && !doings.contains_key(&number) {
            return Err(FeedbackError::TooMany { person: feedback.person.clone() });
        }
        let doing = doings.entry(number).or_insert(Doing { strength: 0.0, times: 0, at: feedback.at });
        let first = doing.times == 0;
        doing.take(feedback);
        if first && feedback.kind != FeedbackKind::Dismiss {
            self.items[number as usize].popularity.add(feedback.kind.strength(), feedback.at);
        }
        Ok(())
    }

    /// The item's number, a new one if it has none.
    fn number(&mut self, id: &str) -> u32 {
        if let Some(&number) = self.numbers.get(id) {
            return number;
        }
        let number = self.items.len() as u32;
        self.items.push(Entry { id: id.to_owned(), item: None, popularity: Fading::default() });
        self.numbers.insert(id.to_owned(), number);
        number
    }

    pub fn number_of(&self, id: &str) -> Option<u32> {
        self.numbers.get(id).copied()
    }

    /// The id of this number, which must be one of this catalogue's.
    pub fn id_of(&self, number: u32) -> &str {
        &self.items[number as usize].id
    }

    /// The item of this number, where it can be shown.
    pub fn item(&self, number: u32) -> Option<&Item> {
        self.items.get(number as usize)?.item.as_ref()
    }

    /// All items that can be shown, with their numbers.
    pub fn items(&self) -> impl Iterator<Item = (u32, &Item)> {
        (0..).zip(&self.items).filter_map(|(number, entry)| Some((number, entry.item.as_ref()?)))
    }

    /// How many numbers there are: also those of items that are gone.
    pub fn numbers(&self) -> usize {
        self.items.len()
    }

    pub fn people(&self) -> impl Iterator<Item = (&str, &Doings)> {
        self.people.iter().map(|(person, doings)| (person.as_str(), doings))
    }

    pub fn person(&self, id: &str) -> Option<&Doings> {
        self.people.get(id)
    }

    /// How popular an item is at this time.
    pub fn popularity(&self, number: u32, now: Timestamp) -> f32 {
        self.items.get(number as usize).map_or(0.0, |entry| entry.popularity.at(now))
    }

    /// What is learnt from: everybody's likings. The people are numbered by their ids' order, so that the same catalogue
    /// always teaches the same.
    pub fn events(&self) -> (usize, Vec<Event>) {
        let mut people: Vec<_> = self.people.iter().collect();
        people.sort_unstable_by_key(|(id, _)| *id);
        let mut events = Vec::new();
        for (person, (_, doings)) in (0..).zip(&people) {
            let liked = doings.iter().filter(|(_, doing)| doing.strength > 0.0);
            let from = events.len();
            events.extend(liked.map(|(&item, doing)| Event {
                person,
                item,
                weight: doing.strength,
                at: doing.at.as_second(),
            }));
            events[from..].sort_unstable_by_key(|event: &Event| event.item);
        }
        (people.len(), events)
    }
}

impl Doing {
    fn take(&mut self, feedback: &Feedback) {
        self.times = self.times.saturating_add(1);
        // What comes late but was earlier changes nothing that was decided since.
        if feedback.at < self.at && self.times > 1 {
            return;
        }
        self.at = feedback.at;
        if feedback.kind == FeedbackKind::Dismiss {
            self.strength = 0.0;
            return;
        }
        let said = feedback.kind.strength() * feedback.weight.min(1.0);
        // The second and third time say a little more; the hundredth does not.
        let again = if self.times > 1 { (self.strength + 0.1 * said).min(1.0) } else { 0.0 };
        self.strength = self.strength.max(said).max(again);
    }
}

fn check(feedback: &Feedback, now: Timestamp) -> Result<(), FeedbackError> {
    if !(0.0..=MOST_WEIGHT).contains(&feedback.weight) {
        return Err(FeedbackError::Weight(feedback.weight));
    }
    if feedback.at.as_second() > now.as_second() + AHEAD_SECONDS {
        return Err(FeedbackError::Future { at: feedback.at, now });
    }
    for (what, id) in [("person", &feedback.person), ("item", &feedback.item)] {
        if id.is_empty() || id.len() > MOST_ID {
            return Err(FeedbackError::Id(what));
        }
    }
    Ok(())
}

/// A sum whose parts lose half of their weight with every half-life. Kept as of a moment, so that nothing has to be
/// recounted as time goes by.
#[derive(Clone, Copy, Debug, Default)]
struct Fading {
    sum: f64,
    as_of: i64,
}

impl Fading {
    fn add(&mut self, weight: f32, at: Timestamp) {
        let at = at.as_second();
        if at >= self.as_of {
            (self.sum, self.as_of) = (faded(self.sum, at - self.as_of) + f64::from(weight), at);
        } else {
            self.sum += faded(f64::from(weight), self.as_of - at);
        }
    }

    fn at(self, now: Timestamp) -> f32 {
        faded(self.sum, (now.as_second() - self.as_of).max(0)) as f32
    }
}

fn faded(sum: f64, seconds: i64) -> f64 {
    sum * 0.5_f64.powf(seconds as f64 / (HALF_LIFE_DAYS * 86_400.0))
}
