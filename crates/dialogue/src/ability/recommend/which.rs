//! What "이거", "두 번째 거" and titles mean, of what was shown or is in a catalogue.

use domain::{ItemRef, QuickReply};

use crate::ability::{Outcome, Turn};
use crate::memory::{ShownItem, ShownItems};
use crate::recommend::normal;

/// What is meant.
pub enum Meant {
    These(Vec<Named>),
    /// One of several, and nobody can tell which.
    Unclear,
}

/// An item that was named, and its place among those that were shown last.
pub struct Named {
    pub of: ItemRef,
    pub title: String,
    pub place: Option<usize>,
}

impl ShownItems {
    fn named(&self, place: usize) -> Option<Named> {
        let ShownItem { item, title } = self.items.get(place)?;
        let of = ItemRef { catalog: self.catalog.clone(), item: item.clone() };
        Some(Named { of, title: title.clone(), place: Some(place) })
    }
}

/// None when it is nothing that was shown, and no title.
pub fn which(turn: &Turn<'_>, said: &str) -> Option<Meant> {
    let shown = turn.memory.shown.as_ref().filter(|shown| !shown.items.is_empty());
    let one = |named: Named| Some(Meant::These(vec![named]));
    let words = without_the_thing(turn, &normal(said));
    if let Some(shown) = shown {
        if words.is_empty() || turn.is_one_of("recommend.this", &words) {
            return match shown.focus.or((shown.items.len() == 1).then_some(0)) {
                Some(place) => one(shown.named(place)?),
                None => Some(Meant::Unclear),
            };
        }
        if turn.is_one_of("recommend.all", &words) {
            return Some(Meant::These((0..shown.items.len()).filter_map(|at| shown.named(at)).collect()));
        }
        if turn.is_one_of("recommend.last", &words) {
            return one(shown.named(shown.items.len() - 1)?);
        }
        let ordinals = turn.words("recommend.ordinals");
        let place = ordinals.iter().position(|group| group.split(',').any(|word| normal(word) == words));
        if let Some(named) = place.and_then(|place| shown.named(place)) {
            return one(named);
        }
        let titles = |matches: &dyn Fn(&str) -> bool| {
            (0..shown.items.len()).find(|&at| matches(&normal(&shown.items[at].title)))
        };
        let place = titles(&|title| title == words || title == normal(said))
            .or_else(|| (words.chars().count() > 1).then(|| titles(&|title| title.starts_with(&words)))?);
        if let Some(named) = place.and_then(|place| shown.named(place)) {
            return one(named);
        }
    }
    let titled = turn.world.shelves.titled(said).or_else(|| turn.world.shelves.titled(&words));
    let (of, title) = titled.filter(|_| !words.is_empty())?;
    one(Named { of, title, place: None })
}

/// "두 번째 영화" without the 영화, and "두 번째 거" without the 거.
fn without_the_thing(turn: &Turn<'_>, words: &str) -> String {
    let things = turn.words("recommend.thing").into_iter().map(normal);
    let kind = turn.memory.shown.as_ref().map(|shown| shown.kind.as_str()).unwrap_or_default();
    let called = turn.kinds.called(kind, turn.language).map(normal);
    let mut ends: Vec<String> = things.chain(called).filter(|end| !end.is_empty()).collect();
    ends.sort_by_key(|end| std::cmp::Reverse(end.len()));
    // What is left of a title that ends so is no title any more: titles are looked for with their ends as well.
    ends.iter().find_map(|end| words.strip_suffix(end.as_str())).unwrap_or(words).to_owned()
}

/// Asks which of those that were shown.
pub fn ask(turn: &Turn<'_>, question: &'static str) -> Outcome {
    let mut outcome = turn.ask(question);
    let titles = turn.memory.shown.iter().flat_map(|shown| &shown.items).map(|item| item.title.clone());
    let chips = titles.map(QuickReply::saying);
    outcome.answer.quick_replies = chips.take(9).collect();
    outcome
}
