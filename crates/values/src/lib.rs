//! Values in a sentence: found wherever they stand, and resolved against a clock.
//!
//! `find("내일 오후 세 시에 두 명", ..)` answers with the span, the words, what they mean (a date and time, a number), and
//! the form in which Kakao's skill contract writes them (`sys.date`, `sys.number`, ...). Pure functions: the time and
//! the language come in as arguments; nothing is kept.

use std::ops::Range;

use domain::Language;
use jiff::ZonedDateTime;

mod moment;
mod number;

pub use moment::Moment;
pub use number::Amount;

/// What a sentence is read against.
#[derive(Clone, Debug)]
pub struct Reading {
    pub language: Language,
    /// The time where the person is: what "tomorrow" and "three o'clock" are relative to.
    pub now: ZonedDateTime,
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// In bytes of the sentence as it came in.
    pub span: Range<usize>,
    pub text: String,
    pub value: Value,
}

/// What the words mean.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Numbers, ordinals, fractions, percentages, money, units, and ranges of them; telephone numbers and addresses.
    Amount(Amount),
    /// Dates, times, durations, ranges of them, and what repeats.
    Moment(Moment),
}

/// Every value of the sentence, from left to right. Where readings overlap, the longest wins: "세 시" is a time, not
/// the number three.
pub fn find(text: &str, reading: &Reading) -> Vec<Found> {
    let mut found = moment::find(text, reading);
    found.extend(number::find(text, reading));
    found.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
    let mut end = 0;
    found.retain(|found| {
        let free = found.span.start >= end;
        if free {
            end = found.span.end;
        }
        free
    });
    found
}
