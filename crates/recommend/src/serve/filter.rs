//! What may be shown.

use std::collections::HashSet;

use domain::Item;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Only items of one of these; none: of any.
    pub categories: Vec<String>,
    pub at_least: Option<f64>,
    pub at_most: Option<f64>,
    /// Also what is sold out.
    pub unavailable: bool,
    /// Nothing that the person has seen, even when it was not liked. What was liked or dismissed is
    /// never shown again.
    pub hide_seen: bool,
    /// Only what has a title: where people read it.
    pub titled: bool,
    /// Not these.
    pub without: HashSet<String>,
}

impl Filter {
    pub(super) fn lets(&self, item: &Item) -> bool {
        self.in_categories(item)
            && self.in_prices(item)
            && (item.available || self.unavailable)
            && !(self.titled && item.title.is_empty())
            && !self.without.contains(&item.id)
    }

    pub(super) fn in_categories(&self, item: &Item) -> bool {
        self.categories.is_empty()
            || item.categories.iter().any(|category| self.categories.contains(category))
    }

    /// An item without a price is in no range of prices.
    pub(super) fn in_prices(&self, item: &Item) -> bool {
        self.at_least.is_none_or(|least| item.price.is_some_and(|price| price >= least))
            && self.at_most.is_none_or(|most| item.price.is_some_and(|price| price <= most))
    }
}
