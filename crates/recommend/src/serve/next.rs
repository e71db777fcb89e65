//! What comes next, after an item.

use super::{Filter, MOST_COUNT, Reason, Recommended, RequestError, Shelf};
use crate::learn::transitions;
use crate::top::Top;

impl Shelf {
    /// What people do soon after this item, together with what is liked by the same people, the more so the fewer did
    /// anything. Of what nothing was learnt, what is most like it.
    pub fn next(&self, item: &str, count: usize, filter: &Filter) -> Result<Vec<Recommended>, RequestError> {
        let number = self.catalog.number_of(item).ok_or_else(|| RequestError::NoItem(item.to_owned()))?;
        let mut top = Top::new(count.min(MOST_COUNT));
        for (other, score) in self.after(number) {
            if other != number && self.catalog.item(other).is_some_and(|item| filter.lets(item)) {
                top.offer(other, score);
            }
        }
        let recommended = |(other, score)| Recommended {
            item: self.catalog.id_of(other).to_owned(),
            score,
            reason: Reason::Next { item: item.to_owned(), title: self.title(number) },
        };
        let next: Vec<Recommended> = top.sorted().into_iter().map(recommended).collect();
        if next.is_empty() { self.similar(item, count, filter) } else { Ok(next) }
    }

    /// Where anything follows: the catalogue's numbers of what comes after, and how much it does.
    fn after(&self, number: u32) -> Vec<(u32, f32)> {
        let Some(learnt) = &self.learnt else { return Vec::new() };
        let Some(place) = learnt.place(number) else { return Vec::new() };
        let model = &learnt.model;
        if model.next.of(place).is_empty() {
            return Vec::new();
        }
        let after = transitions::after(&model.next, &model.neighbours, place, self.catalog.liked_by(number));
        let numbered = |(other, score)| Some((self.catalog.number_of(&model.ids[other as usize])?, score));
        after.into_iter().filter_map(numbered).collect()
    }
}
