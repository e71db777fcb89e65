//! Numbers where they stand in a sentence: `3만 5천`, `스물다섯`, `두세`, `two hundred and five`, `3.5 million`, `three quarters`.
//!
//! A reader answers with what the words can mean at one place; whether they are a number there at all (`이 사람`, `the
//! one`) is for `amount` and `moment` to judge by what follows.

use rust_decimal::Decimal;

pub(crate) mod english;
pub(crate) mod korean;

/// A number and where it ends.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Numeral {
    pub value: Decimal,
    /// 두세: from two to three.
    pub upto: Option<Decimal>,
    pub form: Form,
    /// How many letters were read, without spaces.
    pub letters: usize,
    pub end: usize,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// With digits.
    Figure,
    /// 일, 이, 삼.
    Sino,
    /// 하나, 둘, 셋; also 백스물하나.
    Native,
    /// one, two, three.
    English,
}
