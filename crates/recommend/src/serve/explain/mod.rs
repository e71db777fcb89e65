//! Why an item has its place for somebody, and why it is not shown at all.

mod told;

use jiff::Timestamp;

use super::content::Guess;
use super::score::{Known, Likings};
use super::{Learnt, Request, RequestError, Shelf, check};
use crate::choose::{Piece, level};
use crate::learn::Scorer;

/// Of one item for one request.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    pub item: String,
    pub title: String,
    /// Its place among all items, before anything is hidden or put in another order; from 1.
    pub place: usize,
    pub of: usize,
    /// The sum of what follows.
    pub score: f32,
    /// What each learner says; nothing of an item that nobody liked when it was learnt, and nothing for a stranger.
    pub learners: Vec<Learner>,
    /// What is guessed from the description of an item of which nothing was learnt.
    pub described: Option<f32>,
    pub popularity: f32,
    pub freshness: f32,
    /// The likings that speak most for it, the strongest first.
    pub likings: Vec<Speaks>,
    /// Why it is not shown; empty when it can be.
    pub hidden: Vec<Hidden>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Learner {
    pub name: &'static str,
    pub share: f32,
    /// How well the item fits, beside the others: 0 is the middle, 1 a usual distance from it.
    pub score: f32,
}

/// A liking that speaks for the item: without it the score would be less by this.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaks {
    pub item: String,
    pub title: String,
    pub by: f32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// It was taken away, or is known from feedback alone and was never described.
    Gone,
    NotAvailable,
    /// It is liked already, or in the basket.
    Liked,
    Dismissed,
    Seen,
    Category,
    Price,
    LeftOut,
}

/// So many likings are asked what they say; each is a whole answer without it.
const ASKED: usize = 30;
const TOLD: usize = 5;

impl Shelf {
    /// Why an item has its place in the answer to this request.
    pub fn explain(
        &self,
        request: &Request<'_>,
        item: &str,
        now: Timestamp,
    ) -> Result<Explanation, RequestError> {
        check(request)?;
        let number = self.catalog.number_of(item).ok_or_else(|| RequestError::NoItem(item.to_owned()))?;
        let likings = self.likings(request);
        let mut scores = self.scores(&likings);
        let before = scores[number as usize];
        self.refresh(&mut scores, request.freshness, now);
        let score = scores[number as usize];
        let better = self.catalog.items().filter(|(other, _)| scores[*other as usize] > score).count();
        let learnt = self.asked(&likings);
        let popularity = learnt.map_or(1.0, |learnt| Known::new(learnt, &likings).popularity());
        let popularity = if popularity > 0.0 { popularity * self.popularity()[number as usize] } else { 0.0 };
        let place = learnt.and_then(|learnt| learnt.place(number));
        Ok(Explanation {
            item: item.to_owned(),
            title: self.title(number),
            place: better + 1,
            of: self.catalog.items().count(),
            score,
            learners: match (learnt, place) {
                (Some(learnt), Some(place)) => learners(learnt, &likings, place),
                _ => Vec::new(),
            },
            described: learnt.filter(|_| place.is_none()).map(|_| before - popularity),
            popularity,
            freshness: score - before,
            likings: learnt.map(|learnt| self.speaking(learnt, &likings, number)).unwrap_or_default(),
            hidden: self.hidden(request, &likings, number),
        })
    }

    /// Which likings speak for an item, and how much.
    fn speaking(&self, learnt: &Learnt, likings: &Likings, number: u32) -> Vec<Speaks> {
        let score = |likings: &Likings| self.score_of(learnt, likings, number);
        let all = score(likings);
        let mut strongest: Vec<usize> = (0..likings.numbers.len()).collect();
        strongest.sort_by(|&a, &b| likings.strengths[b].total_cmp(&likings.strengths[a]));
        strongest.retain(|&at| likings.numbers[at] != number);
        strongest.truncate(ASKED);
        let speaks = |at: usize| {
            let mut without = likings.clone();
            without.numbers.remove(at);
            without.strengths.remove(at);
            let liked = likings.numbers[at];
            let by = all - score(&without);
            Speaks { item: self.catalog.id_of(liked).to_owned(), title: self.title(liked), by }
        };
        let mut speaking: Vec<Speaks> =
            strongest.into_iter().map(speaks).filter(|said| said.by > 0.0).collect();
        speaking.sort_by(|a, b| b.by.total_cmp(&a.by));
        speaking.truncate(TOLD);
        speaking
    }

    /// What the learners, or the description, say of one item.
    fn score_of(&self, learnt: &Learnt, likings: &Likings, number: u32) -> f32 {
        let of_model = learnt.model.scores(Known::new(learnt, likings).taste());
        match learnt.place(number) {
            Some(place) => of_model[place as usize],
            None => Guess::new(&self.catalog, &learnt.anchors, likings, &of_model).score(number),
        }
    }

    /// All that keeps an item from being shown.
    fn hidden(&self, request: &Request<'_>, likings: &Likings, number: u32) -> Vec<Hidden> {
        let Some(item) = self.catalog.item(number) else { return vec![Hidden::Gone] };
        let doing = request.person.and_then(|id| self.catalog.person(id)?.get(&number));
        let liked = likings.numbers.binary_search(&number).is_ok();
        let seen = request.filter.hide_seen && !liked && doing.is_some();
        let dismissed = doing.is_some_and(|doing| doing.strength == 0.0);
        let filter = &request.filter;
        [
            (!item.available && !filter.unavailable, Hidden::NotAvailable),
            (liked, Hidden::Liked),
            (dismissed, Hidden::Dismissed),
            (seen && !dismissed, Hidden::Seen),
            (!filter.in_categories(item), Hidden::Category),
            (!filter.in_prices(item), Hidden::Price),
            (filter.without.contains(&item.id), Hidden::LeftOut),
        ]
        .into_iter()
        .filter_map(|(holds, why)| holds.then_some(why))
        .collect()
    }
}

fn learners(learnt: &Learnt, likings: &Likings, place: u32) -> Vec<Learner> {
    let known = Known::new(learnt, likings);
    let mut scores = vec![0.0; learnt.model.ids.len()];
    let says = |(share, piece): &(f32, Piece)| {
        piece.score(known.taste(), &mut scores);
        level(&mut scores);
        Learner { name: piece.name(), share: *share, score: scores[place as usize] }
    };
    learnt.model.parts.iter().map(says).collect()
}
