//! Items of which nothing was learnt: liked as far as they are described like what is liked.

use std::collections::HashMap;

use super::Likings;
use crate::catalog::Catalog;

/// What the descriptions of somebody's likings have in common: how much each word counts.
pub(super) struct Profile<'a> {
    terms: HashMap<u32, f32>,
    length: f32,
    catalog: &'a Catalog,
}

impl<'a> Profile<'a> {
    pub fn new(catalog: &'a Catalog, likings: &Likings) -> Self {
        let mut terms: HashMap<u32, f32> = HashMap::new();
        for (&number, &strength) in likings.numbers.iter().zip(&likings.strengths) {
            for &term in catalog.terms(number) {
                *terms.entry(term).or_default() += strength * catalog.rarity(term);
            }
        }
        let length = terms.values().map(|weight| weight * weight).sum::<f32>().sqrt();
        Self { terms, length, catalog }
    }

    /// How alike an item is described, from 0 to 1.
    pub fn like(&self, number: u32) -> f32 {
        let (mut product, mut squared) = (0.0, 0.0);
        for &term in self.catalog.terms(number) {
            let rarity = self.catalog.rarity(term);
            product += rarity * self.terms.get(&term).copied().unwrap_or_default();
            squared += rarity * rarity;
        }
        let lengths = self.length * squared.sqrt();
        if lengths > 0.0 { product / lengths } else { 0.0 }
    }

    /// The score of an item that nobody has liked yet: at best that of a good one that was learnt, for a description
    /// says less than people do; at worst a little below the middle.
    pub fn cold(&self, number: u32) -> f32 {
        const WORST: f32 = -0.5;
        const BEST: f32 = 2.5;
        WORST + (BEST - WORST) * self.like(number)
    }
}
