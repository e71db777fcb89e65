//! Numbers before a unit of time: `십이`, `스물다섯`, `2.5`, and how few letters they may take.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::moment::stretch::Context;
use crate::numeral::{self, Form};

#[derive(Clone, Copy, Debug)]
pub(super) struct Count {
    pub value: Decimal,
    pub end: usize,
    pub native: bool,
    /// In letters, not in figures.
    pub spelled: bool,
    pub letters: usize,
}

impl Count {
    pub fn whole(&self) -> Option<i64> {
        self.value.is_integer().then(|| self.value.to_i64()).flatten()
    }
}

/// Every number that begins at `at`, the longest first: the unit behind it decides (`이십일일`, `이십일`).
fn counts(context: &Context<'_>, at: usize) -> impl Iterator<Item = Count> {
    let numerals = numeral::korean::candidates(context.text, at);
    numerals.into_iter().filter(|numeral| numeral.upto.is_none()).map(|numeral| Count {
        value: numeral.value,
        end: numeral.end,
        native: numeral.form == Form::Native,
        spelled: numeral.form != Form::Figure,
        letters: numeral.letters,
    })
}

/// The first number that begins at `at` and for whose end `then` has an answer.
pub(super) fn counted<T>(context: &Context<'_>, at: usize, then: impl Fn(&Count) -> Option<T>) -> Option<T> {
    counts(context, at).find_map(|count| then(&count))
}
