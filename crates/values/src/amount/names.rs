//! Names that may stand in a text, found by their first letter.

use std::collections::HashMap;

use crate::text::Text;

/// Names and what they mean.
pub(super) struct Names<T> {
    by_letter: HashMap<char, Vec<(&'static str, T)>>,
}

impl<T: Copy> Names<T> {
    /// Of equal names, the first is found first.
    pub fn new(names: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        let mut by_letter: HashMap<char, Vec<(&'static str, T)>> = HashMap::new();
        for (name, meaning) in names {
            if let Some(letter) = name.chars().next() {
                by_letter.entry(letter).or_default().push((name, meaning));
            }
        }
        for names in by_letter.values_mut() {
            names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        }
        Self { by_letter }
    }

    /// What the names at `at` mean and where they end, the longest first. Latin names must be whole words.
    pub fn at(&self, text: &Text, at: usize) -> impl Iterator<Item = (T, usize)> {
        let names = text.at(at).and_then(|letter| self.by_letter.get(&letter));
        names.into_iter().flatten().filter_map(move |&(name, meaning)| {
            let end = text.literal(at, name)?;
            text.is_edge(end).then_some((meaning, end))
        })
    }
}

/// The lines of a data file as columns.
pub(super) fn rows(data: &'static str, separator: char) -> impl Iterator<Item = Vec<&'static str>> {
    data.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(move |line| line.split(separator).map(str::trim).collect())
}

/// Names in one column.
pub(super) fn listed(column: &'static str) -> impl Iterator<Item = &'static str> {
    column.split(',').filter(|name| !name.is_empty())
}
