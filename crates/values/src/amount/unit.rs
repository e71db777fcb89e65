//! Units of measure, and which stand at a place. Listed in `data/values/units.txt`.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::names::{Names, listed, rows};
use crate::text::Text;

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Dimension(&'static str);

impl Dimension {
    /// In one or two English words: `length`, `data rate`.
    pub fn name(self) -> &'static str {
        self.0
    }
}

/// A unit: 3 km are 3 times its `factor` in the base unit of its dimension.
#[derive(Debug, PartialEq, Eq)]
pub struct Unit {
    pub dimension: Dimension,
    pub symbol: &'static str,
    pub factor: Decimal,
    /// Its common Korean name, or its symbol where it has none.
    pub korean: &'static str,
}

/// A name at a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    pub unit: &'static Unit,
    /// Native numbers stand before it too.
    pub native: bool,
    pub mark: Option<char>,
}

/// The units whose name stands at `at`, the longest first; `glued` says that a digit stands right before it.
pub(super) fn at(text: &Text, at: usize, glued: bool) -> impl Iterator<Item = (Named, usize)> {
    UNITS.0.at(text, at).filter(move |(named, _)| match named.mark {
        Some('!') => glued,
        Some('^') => text.cased().get(at).is_some_and(|c| c.is_uppercase()),
        // 5G is a network.
        _ => named.unit.symbol != "g" || text.cased().get(at) != Some(&'G'),
    })
}

/// The unit with this symbol.
pub(super) fn by_symbol(symbol: &str) -> Option<&'static Unit> {
    UNITS.1.iter().copied().find(|unit| unit.symbol == symbol)
}

static UNITS: LazyLock<(Names<Named>, Vec<&'static Unit>)> = LazyLock::new(|| {
    let (mut names, mut units) = (Vec::new(), Vec::new());
    for (dimension, symbol, factor, korean, english) in lines().chain([
        ("temperature", "°C", "1", "", ""),
        ("temperature", "°F", "0.5555555555555555555555555556", "", ""),
    ]) {
        let bare = |name: &'static str| name.trim_start_matches(['!', '^', '~']);
        let shown = listed(korean).next().map_or(symbol, bare);
        // There is one of each for as long as the program runs.
        let unit: &'static Unit = Box::leak(Box::new(Unit {
            dimension: Dimension(dimension),
            symbol,
            factor: factor.parse().unwrap_or(Decimal::ONE),
            korean: shown,
        }));
        units.push(unit);
        for name in listed(korean).chain(listed(english)) {
            let mark = name.chars().next().filter(|c| "!^".contains(*c));
            names.push((bare(name), Named { unit, native: name.starts_with('~'), mark }));
        }
    }
    (Names::new(names), units)
});

type Line = (&'static str, &'static str, &'static str, &'static str, &'static str);

fn lines() -> impl Iterator<Item = Line> {
    rows(include_str!("../../../../data/values/units.txt"), '|').filter_map(|row| match row[..] {
        [dimension, symbol, factor, korean, english] => Some((dimension, symbol, factor, korean, english)),
        _ => None,
    })
}
