//! Numbers before a unit of time: `십이`, `스물다섯`, `2.5`, and how few letters they may take.

use std::rc::Rc;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::moment::stretch::Context;
use crate::numeral::{self, Form, Numeral};

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

/// The first number that begins at `at`, from the longest to the shortest, and for whose end `then` has an answer: the
/// unit behind it decides (`이십일일`, `이십일`).
pub(super) fn counted<T>(context: &Context<'_>, at: usize, then: impl Fn(&Count) -> Option<T>) -> Option<T> {
    numerals(context, at)
        .iter()
        .filter(|numeral| numeral.upto.is_none())
        .find_map(|numeral| then(&count(numeral)))
}

/// The same of two neighbouring numbers said in one breath: `두세`, `이삼십`.
pub(super) fn between<T>(
    context: &Context<'_>,
    at: usize,
    then: impl Fn(Decimal, Decimal, usize) -> Option<T>,
) -> Option<T> {
    numerals(context, at).iter().find_map(|numeral| then(numeral.value, numeral.upto?, numeral.end))
}

fn numerals(context: &Context<'_>, at: usize) -> Rc<[Numeral]> {
    let known = context.numbers.borrow().get(&at).cloned();
    known.unwrap_or_else(|| {
        let read: Rc<[Numeral]> = numeral::korean::candidates(context.text, at).into();
        context.numbers.borrow_mut().insert(at, Rc::clone(&read));
        read
    })
}

fn count(numeral: &Numeral) -> Count {
    Count {
        value: numeral.value,
        end: numeral.end,
        native: numeral.form == Form::Native,
        spelled: numeral.form != Form::Figure,
        letters: numeral.letters,
    }
}
