//! Answers: what to show to whom, now, and why.

mod arrange;
mod content;
mod explain;
mod filter;
mod general;
mod next;
mod reason;
mod score;

use std::sync::Arc;

use jiff::Timestamp;

use crate::catalog::Catalog;
use crate::model::Model;
use crate::top::Top;

use content::{Alike, Anchors};
use score::Likings;

pub use explain::{Explanation, Hidden, Learner, Speaks};
pub use filter::Filter;
pub use reason::Reason;

/// A catalogue, and what was last learnt of it.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    pub catalog: Catalog,
    /// None before anything was learnt: then what is popular is shown.
    learnt: Option<Learnt>,
}

#[derive(Clone, Debug)]
struct Learnt {
    model: Arc<Model>,
    /// The place in the model of each of the catalogue's numbers. Numbers never change, so that this holds for as long
    /// as the model serves; later numbers are of items that it does not know.
    places: Vec<Option<u32>>,
    anchors: Anchors,
}

/// A model that is ready to serve the catalogue it was made ready for.
#[derive(Clone, Debug)]
pub struct Ready(Learnt);

impl Learnt {
    fn place(&self, number: u32) -> Option<u32> {
        self.places.get(number as usize).copied().flatten()
    }
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// Whom it is for; somebody unknown is shown what is popular.
    pub person: Option<&'a str>,
    /// What is in the basket, or was looked at in this session: as good as liked.
    pub basket: &'a [String],
    /// So many.
    pub count: usize,
    pub filter: Filter,
    /// 0: the best, however alike; 1: as different from each other as can be.
    pub diversity: f32,
    /// How much newer items are preferred.
    pub freshness: f32,
    /// The share of places that go to items of which little is known.
    pub exploration: f32,
    /// Decides what is explored; the same seed, the same answer.
    pub seed: u64,
}

impl Default for Request<'_> {
    fn default() -> Self {
        Self {
            person: None,
            basket: &[],
            count: 10,
            filter: Filter::default(),
            diversity: 0.2,
            freshness: 0.0,
            exploration: 0.0,
            seed: 0,
        }
    }
}

/// An item to show.
#[derive(Clone, Debug, PartialEq)]
pub struct Recommended {
    pub item: String,
    pub score: f32,
    pub reason: Reason,
}

#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RequestError {
    #[error("the catalogue has no item {0:?}")]
    NoItem(String),
    #[error("{name} must be a number from {from} to {to}, not {value}")]
    Number { name: &'static str, from: f32, to: f32, value: f32 },
}

/// No answer is longer.
pub const MOST_COUNT: usize = 1_000;
impl Shelf {
    /// A catalogue of which nothing has been learnt.
    pub fn new(catalog: Catalog) -> Self {
        Self { catalog, learnt: None }
    }

    /// From the next request on, this model serves.
    pub fn serve(&mut self, model: Arc<Model>) {
        self.put_on(self.ready(model));
    }

    /// All that a model needs to serve here. It takes a moment, in which the old one can go on serving; and it is due again
    /// when many items were described anew.
    pub fn ready(&self, model: Arc<Model>) -> Ready {
        let place = |number| model.places.get(self.catalog.id_of(number)).copied();
        let places: Vec<Option<u32>> = (0..self.catalog.numbers() as u32).map(place).collect();
        let known = (0..).zip(&places).filter_map(|(number, place)| Some((number, (*place)?)));
        let anchors = Anchors::new(&self.catalog, known);
        Ready(Learnt { model, places, anchors })
    }

    /// From the next request on, what was made ready serves.
    pub fn put_on(&mut self, ready: Ready) {
        self.learnt = Some(ready.0);
    }

    pub fn model(&self) -> Option<&Arc<Model>> {
        self.learnt.as_ref().map(|learnt| &learnt.model)
    }

    /// For a person, a basket, or both.
    pub fn recommend(&self, request: &Request<'_>, now: Timestamp) -> Result<Vec<Recommended>, RequestError> {
        check(request)?;
        let likings = self.likings(request);
        let mut scores = self.scores(&likings);
        self.refresh(&mut scores, request.freshness, now);
        let doings = request.person.and_then(|id| self.catalog.person(id));
        let seen = |number| {
            let doing = doings.and_then(|doings| doings.get(&number));
            likings.numbers.binary_search(&number).is_ok()
                || doing.is_some_and(|doing| request.filter.hide_seen || doing.strength == 0.0)
        };
        let mut top = Top::new(request.count * 4 + 20);
        for (number, &score) in (0..).zip(&scores) {
            if score > top.bar()
                && !seen(number)
                && self.catalog.item(number).is_some_and(|item| request.filter.lets(item))
            {
                top.offer(number, score);
            }
        }
        let arranged = arrange::arrange(self, top.sorted(), request, &seen);
        Ok(arranged
            .into_iter()
            .map(|pick| Recommended {
                item: self.catalog.id_of(pick.number).to_owned(),
                score: pick.score,
                reason: if pick.explored {
                    Reason::Explored
                } else {
                    reason::reason(self, &likings, pick.number)
                },
            })
            .collect())
    }

    /// What is most like an item: what the same people like, and of what few people know, what is described alike.
    pub fn similar(
        &self,
        item: &str,
        count: usize,
        filter: &Filter,
    ) -> Result<Vec<Recommended>, RequestError> {
        let number = self.catalog.number_of(item).ok_or_else(|| RequestError::NoItem(item.to_owned()))?;
        let described = Alike::new(&self.catalog, number);
        let mut scores = vec![0.0; self.catalog.numbers()];
        if let Some(learnt) = &self.learnt
            && let Some(place) = learnt.place(number)
        {
            let model = &learnt.model;
            let nearest = model.neighbours.of(place).first().map_or(1.0, |(_, near)| *near);
            for &(other, near) in model.neighbours.of(place) {
                if let Some(number) = self.catalog.number_of(&model.ids[other as usize]) {
                    scores[number as usize] = near / nearest;
                }
            }
        }
        let mut top = Top::new(count.min(MOST_COUNT));
        for (other, entry) in self.catalog.items() {
            if other != number && filter.lets(entry) {
                let score = scores[other as usize] + 0.3 * described.of(other);
                if score > 0.0 {
                    top.offer(other, score);
                }
            }
        }
        let recommended = |(other, score)| Recommended {
            item: self.catalog.id_of(other).to_owned(),
            score,
            reason: Reason::Similar { item: item.to_owned(), title: self.title(number) },
        };
        Ok(top.sorted().into_iter().map(recommended).collect())
    }

    /// What an item is called.
    fn title(&self, number: u32) -> String {
        let title =
            self.catalog.item(number).map(|item| item.title.as_str()).filter(|title| !title.is_empty());
        title.unwrap_or_else(|| self.catalog.id_of(number)).to_owned()
    }
}

fn check(request: &Request<'_>) -> Result<(), RequestError> {
    for (name, value) in [
        ("diversity", request.diversity),
        ("freshness", request.freshness),
        ("exploration", request.exploration),
    ] {
        if !(0.0..=1.0).contains(&value) {
            return Err(RequestError::Number { name, from: 0.0, to: 1.0, value });
        }
    }
    if !(1..=MOST_COUNT).contains(&request.count) {
        let (to, value) = (MOST_COUNT as f32, request.count as f32);
        return Err(RequestError::Number { name: "count", from: 1.0, to, value });
    }
    Ok(())
}
