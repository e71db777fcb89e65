//! Answers that are the same for everybody, and who is like whom.

use domain::Item;
use jiff::Timestamp;

use super::{Filter, MOST_COUNT, Reason, Recommended, Shelf};
use crate::top::Top;

impl Shelf {
    /// What most people like now, of what the filter lets through.
    pub fn popular(&self, count: usize, filter: &Filter) -> Vec<Recommended> {
        let popularity = self.catalog.popularity();
        self.ranked(count, filter, &Reason::Popular, |number, _| Some(popularity[number as usize]))
    }

    /// What came in last; what has no time is not among it. The score is the age in days, below zero.
    pub fn latest(&self, count: usize, filter: &Filter, now: Timestamp) -> Vec<Recommended> {
        let age = |since: Timestamp| (since.as_second() - now.as_second()) as f32 / 86_400.0;
        self.ranked(count, filter, &Reason::Latest, |_, item| item.since.map(age))
    }

    /// Items whose title, or else whose text, has these words, the popular ones first. Case does not count.
    pub fn search(&self, words: &str, count: usize) -> Vec<&Item> {
        let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        let has = |text: &str| {
            let text = text.to_lowercase();
            words.iter().all(|word| text.contains(word))
        };
        let popularity = self.catalog.popularity();
        let mut top = Top::new(count.min(MOST_COUNT));
        for (number, item) in self.catalog.items() {
            // Popularity is from 0 to 10.
            let popular = popularity[number as usize];
            if has(&item.title) {
                top.offer(number, 20.0 + popular);
            } else if has(&item.text) {
                top.offer(number, popular);
            }
        }
        top.sorted().into_iter().filter_map(|(number, _)| self.catalog.item(number)).collect()
    }

    /// The people who like the same, and how much they have in common, from 0 to 1: the cosine of what both like.
    pub fn alike(&self, person: &str, count: usize) -> Vec<(&str, f32)> {
        let Some(own) = self.catalog.person(person) else { return Vec::new() };
        let length = |doings: &crate::Doings| {
            doings.values().map(|doing| doing.strength * doing.strength).sum::<f32>().sqrt()
        };
        let own_length = length(own);
        let mut alike: Vec<(&str, f32)> = Vec::new();
        for (other, doings) in self.catalog.people().filter(|(other, _)| *other != person) {
            let (few, many) = if doings.len() < own.len() { (doings, own) } else { (own, doings) };
            let both = few.iter().filter_map(|(item, doing)| Some(doing.strength * many.get(item)?.strength));
            let common: f32 = both.sum();
            if common > 0.0 {
                alike.push((other, common / (own_length * length(doings))));
            }
        }
        alike.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        alike.truncate(count);
        alike
    }

    fn ranked(
        &self,
        count: usize,
        filter: &Filter,
        reason: &Reason,
        score: impl Fn(u32, &Item) -> Option<f32>,
    ) -> Vec<Recommended> {
        let mut top = Top::new(count.min(MOST_COUNT));
        for (number, item) in self.catalog.items().filter(|(_, item)| filter.lets(item)) {
            if let Some(score) = score(number, item) {
                top.offer(number, score);
            }
        }
        let recommended = |(number, score)| Recommended {
            item: self.catalog.id_of(number).to_owned(),
            score,
            reason: reason.clone(),
        };
        top.sorted().into_iter().map(recommended).collect()
    }
}
