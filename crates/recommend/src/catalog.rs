//! What there is, and what people did with it, as it is now: what requests are answered from, and learning begins with.

use std::collections::{BTreeSet, HashMap};

use domain::{Feedback, FeedbackKind, Item};
use jiff::Timestamp;

use crate::check::{FeedbackError, MOST_ITEMS, check};
use crate::embeddings::{Embeddings, VectorError};
use crate::interactions::Event;

/// A partner's items and people. Everything that arrives counts from the next request on.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    items: Vec<Entry>,
    numbers: HashMap<String, u32>,
    /// The logarithm of how many items there are, and one.
    log_items: f32,
    people: HashMap<String, Doings>,
    /// The words that describe items, by number, and how many items each describes.
    terms: HashMap<String, u32>,
    described: Vec<Described>,
    /// Vectors from texts, and the partner's own.
    vectors: [Embeddings; VECTORS],
}

/// The kinds of vectors that an item can have.
pub(crate) const VECTORS: usize = 2;
const OF_TEXT: usize = 0;
const OWN: usize = 1;

/// How many items a word describes, and the logarithm of that.
#[derive(Clone, Copy, Debug, Default)]
struct Described {
    count: u32,
    log: f32,
}

impl Described {
    fn change(&mut self, by: i32) {
        self.count = self.count.saturating_add_signed(by);
        self.log = (self.count as f32 + 0.5).ln();
    }
}

#[derive(Clone, Debug)]
struct Entry {
    /// Of an item that is known from feedback alone, little more than its id.
    item: Item,
    /// Taken away: it can be learnt of, but not shown.
    gone: bool,
    /// The numbers of the words that describe it.
    terms: Vec<u32>,
    popularity: Fading,
    liked_by: u32,
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

/// After so long, half of an item's popularity is gone.
const HALF_LIFE_DAYS: f64 = 30.0;

impl Catalog {
    /// Adds an item, or changes it. Its own vector is kept apart, in fewer bits; one that is not as
    /// [`Self::check_vector`] wants it says nothing.
    pub fn put(&mut self, mut item: Item) {
        let number = self.number(&item.id);
        if self.vectors[OWN].set(number, &std::mem::take(&mut item.vector)).is_err() {
            self.vectors[OWN].unset(number);
        }
        if said_of(&self.items[number as usize].item) != said_of(&item) {
            self.vectors[OF_TEXT].unset(number);
        }
        let number = number as usize;
        // A category that is in the title as well describes once.
        let mut terms: Vec<&str> = terms_of(&item).collect();
        terms.sort_unstable();
        terms.dedup();
        let terms: Vec<u32> = terms.into_iter().map(|term| self.term(term)).collect();
        let before = std::mem::replace(&mut self.items[number].terms, terms);
        self.items[number].item = item;
        self.items[number].gone = false;
        self.undescribe(&before);
    }

    /// The number of a word that describes one item more.
    fn term(&mut self, term: &str) -> u32 {
        let number = match self.terms.get(term) {
            Some(&number) => number,
            None => {
                let number = self.described.len() as u32;
                self.terms.insert(term.to_owned(), number);
                self.described.push(Described::default());
                number
            }
        };
        self.described[number as usize].change(1);
        number
    }

    fn undescribe(&mut self, terms: &[u32]) {
        for &term in terms {
            self.described[term as usize].change(-1);
        }
    }

    /// Says with a vector what an item is like, as its text tells; false when there is no such item. All vectors of a
    /// catalogue are of one model, and as long as each other.
    pub fn describe(&mut self, id: &str, vector: &[f32]) -> Result<bool, VectorError> {
        let Some(&number) = self.numbers.get(id) else { return Ok(false) };
        self.vectors[OF_TEXT].set(number, vector).map(|()| true)
    }

    /// Whether an item's text has a vector yet.
    pub fn has_vector(&self, number: u32) -> bool {
        self.vectors[OF_TEXT].has(number)
    }

    /// Whether an item's own vector, if it has one, is as the others of the catalogue.
    pub fn check_vector(&self, item: &Item) -> Result<(), VectorError> {
        if item.vector.is_empty() { Ok(()) } else { self.vectors[OWN].check(&item.vector) }
    }

    /// Takes an item away; what people did with it still says what goes with what.
    pub fn remove(&mut self, id: &str) -> bool {
        let Some(&number) = self.numbers.get(id) else { return false };
        let entry = &mut self.items[number as usize];
        let terms = std::mem::take(&mut entry.terms);
        let was_there = !std::mem::replace(&mut entry.gone, true);
        self.undescribe(&terms);
        self.vectors.iter_mut().for_each(|vectors| vectors.unset(number));
        was_there
    }

    /// Takes a person away, with everything they did.
    pub fn forget(&mut self, person: &str) -> bool {
        self.people.remove(person).is_some()
    }

    /// Takes back what a person did with one item; what it said of the item's popularity fades by itself.
    pub fn take_back(&mut self, person: &str, item: &str) -> bool {
        let Some(&number) = self.numbers.get(item) else { return false };
        self.people.get_mut(person).is_some_and(|doings| doings.remove(&number).is_some())
    }

    /// The numbers of the words that describe an item.
    pub(crate) fn terms(&self, number: u32) -> &[u32] {
        &self.items[number as usize].terms
    }

    /// How much a word tells: the more, the fewer items it describes.
    pub(crate) fn rarity(&self, term: u32) -> f32 {
        self.log_items - self.described[term as usize].log
    }

    /// How many words have described items.
    pub(crate) fn words(&self) -> usize {
        self.described.len()
    }

    pub(crate) fn vectors(&self) -> &[Embeddings; VECTORS] {
        &self.vectors
    }

    /// Whether anything says what an item is like.
    pub(crate) fn is_described(&self, number: u32) -> bool {
        !self.terms(number).is_empty() || self.vectors.iter().any(|vectors| vectors.has(number))
    }

    /// How many people have done something with an item.
    pub(crate) fn liked_by(&self, number: u32) -> f32 {
        self.items[number as usize].liked_by as f32
    }

    /// Takes in what somebody did. A flood of one person on one item counts little more than once, and popularity
    /// counts everybody once for each item.
    pub fn record(&mut self, feedback: &Feedback, now: Timestamp) -> Result<(), FeedbackError> {
        self.check(feedback, now)?;
        let number = self.number(&feedback.item);
        let doings = self.people.entry(feedback.person.clone()).or_default();
        let doing = doings.entry(number).or_insert(Doing { strength: 0.0, times: 0, at: feedback.at });
        let first = doing.times == 0;
        doing.take(feedback);
        if first && feedback.kind != FeedbackKind::Dismiss {
            let entry = &mut self.items[number as usize];
            entry.popularity.add(feedback.kind.strength(), feedback.at);
            entry.liked_by += 1;
        }
        Ok(())
    }

    /// Whether [`Self::record`] would take it in.
    pub fn check(&self, feedback: &Feedback, now: Timestamp) -> Result<(), FeedbackError> {
        check(feedback, now)?;
        let Some(doings) = self.people.get(&feedback.person) else { return Ok(()) };
        let is_new = || self.number_of(&feedback.item).is_none_or(|number| !doings.contains_key(&number));
        if doings.len() >= MOST_ITEMS && is_new() {
            return Err(FeedbackError::TooMany { person: feedback.person.clone() });
        }
        Ok(())
    }

    /// The item's number, a new one if it has none.
    fn number(&mut self, id: &str) -> u32 {
        if let Some(&number) = self.numbers.get(id) {
            return number;
        }
        let number = self.items.len() as u32;
        let item = Item { id: id.to_owned(), available: true, ..Item::default() };
        self.items.push(Entry {
            item,
            gone: false,
            terms: Vec::new(),
            popularity: Fading::default(),
            liked_by: 0,
        });
        self.numbers.insert(id.to_owned(), number);
        self.log_items = (self.items.len() as f32 + 1.0).ln();
        number
    }

    pub fn number_of(&self, id: &str) -> Option<u32> {
        self.numbers.get(id).copied()
    }

    /// The id of this number, which must be one of this catalogue's.
    pub fn id_of(&self, number: u32) -> &str {
        &self.items[number as usize].item.id
    }

    /// The item of this number, where it can be shown.
    pub fn item(&self, number: u32) -> Option<&Item> {
        self.items.get(number as usize).filter(|entry| !entry.gone).map(|entry| &entry.item)
    }

    /// All items that can be shown, with their numbers.
    pub fn items(&self) -> impl Iterator<Item = (u32, &Item)> {
        (0..).zip(&self.items).filter(|(_, entry)| !entry.gone).map(|(number, entry)| (number, &entry.item))
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

    /// How popular each number is, beside the most popular of all: from 10 for that one down by 1 for each half, to 0.
    pub fn popularity(&self) -> Vec<f32> {
        const RANGE: f64 = 10.0;
        let most = self.items.iter().map(|entry| entry.popularity.0).fold(f64::NEG_INFINITY, f64::max);
        let beside = |entry: &Entry| (RANGE + entry.popularity.0 - most).max(0.0) as f32;
        if most.is_finite() { self.items.iter().map(beside).collect() } else { vec![0.0; self.items.len()] }
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
        let known = self.times > 0;
        self.times = self.times.saturating_add(1);
        let was_earlier = known && feedback.at < self.at;
        self.at = self.at.max(feedback.at);
        let dismissed = known && self.strength == 0.0;
        match feedback.kind {
            // What comes late but was earlier undoes nothing that was decided since.
            FeedbackKind::Dismiss if was_earlier => return,
            FeedbackKind::Dismiss => {
                self.strength = 0.0;
                return;
            }
            _ if was_earlier && dismissed => return,
            _ => {}
        }
        let said = feedback.kind.strength() * feedback.weight.min(1.0);
        // The second and third time say a little more; the hundredth does not.
        let again = if known { (self.strength + 0.1 * said).min(1.0) } else { 0.0 };
        self.strength = self.strength.max(said).max(again);
    }
}

/// A sum whose parts lose half of their weight with every half-life. Kept as the logarithm of what it is worth at a fixed
/// moment: all fade alike, so that time passing changes no order, and nothing has to be recounted.
#[derive(Clone, Copy, Debug)]
struct Fading(f64);

impl Default for Fading {
    fn default() -> Self {
        Self(f64::NEG_INFINITY)
    }
}

impl Fading {
    fn add(&mut self, weight: f32, at: Timestamp) {
        let half_lives = at.as_second() as f64 / (HALF_LIFE_DAYS * 86_400.0);
        let new = f64::from(weight).log2() + half_lives;
        let (more, less) = (self.0.max(new), self.0.min(new));
        self.0 = more + (less - more).exp2().ln_1p() / std::f64::consts::LN_2;
    }
}

/// What describes an item, each once: its categories and labels, and the words of its title.
fn terms_of(item: &Item) -> impl Iterator<Item = &str> {
    let labels = item.categories.iter().chain(&item.labels).map(String::as_str);
    BTreeSet::from_iter(labels.chain(item.title.split_whitespace())).into_iter()
}

/// What is said of an item, for a model of sentences: title, categories, and the beginning of the text. Empty: nothing.
pub fn said_of(item: &Item) -> String {
    // A model of sentences reads some hundred words.
    const MOST: usize = 600;
    let text: String = item.text.chars().take(MOST).collect();
    let parts = [item.title.clone(), item.categories.join(", "), text];
    parts.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join(". ")
}
