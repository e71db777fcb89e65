//! Values in a sentence: found wherever they stand, and resolved against a clock.
//!
//! `find("내일 오후 세 시에 두 명", ..)` answers with the span, the words, what they mean (a date and time, a number), and
//! the form in which Kakao's skill contract writes them (`sys.date`, `sys.number`, ...). Pure functions: the time and
//! the language come in as arguments; nothing is kept.

use std::ops::Range;

use domain::Language;
use jiff::ZonedDateTime;

mod amount;
mod contact;
mod moment;
mod numeral;
mod text;

pub use amount::{AgeUnit, Amount, Bound, Currency, Dimension, Of, Size, Unit};
pub use contact::{Contact, ContactKind};
pub use moment::{Moment, Resolved, kakao_date, kakao_time};

use text::Text;

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
    /// Numbers, ordinals, fractions, percentages, money, units, and ranges of them.
    Amount(Amount),
    /// Telephone numbers, e-mail, links, addresses.
    Contact(Contact),
    /// Dates, times, durations, ranges of them, and what repeats.
    Moment(Moment),
}

impl Value {
    /// As Kakao's skill contract writes it: the system entity, and its keys with their values, all of them text.
    pub fn kakao(&self) -> (&'static str, Vec<(&'static str, String)>) {
        match self {
            Self::Amount(amount) => amount.kakao(),
            Self::Contact(contact) => contact.kakao(),
            Self::Moment(moment) => moment.kakao(),
        }
    }
}

/// Every value of the sentence, from left to right. Where readings overlap, the longest wins: "세 시" is a time, not
/// the number three.
pub fn find(text: &str, reading: &Reading) -> Vec<Found> {
    let mut end = 0;
    let mut found = readings(text, reading);
    found.retain(|found| {
        let free = found.span.start >= end;
        if free {
            end = found.span.end;
        }
        free
    });
    found
}

/// Every reading of every part of the sentence, also those inside longer ones: for whoever looks for one kind of
/// value. In the order of their beginnings, longer ones first.
pub fn readings(text: &str, reading: &Reading) -> Vec<Found> {
    // What is written in Hangul is Korean whatever was expected; English words may also stand in Korean sentences.
    let reading =
        Reading { language: Language::of(text).unwrap_or(reading.language), now: reading.now.clone() };
    let text = Text::new(text);
    let mut found = moment::find(&text, &reading);
    found.extend(contact::find(&text));
    found.extend(amount::find(&text, &reading));
    found.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
    found
}

/// As traces and tests show it: the kind, then the resolved value.
impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Amount(amount) => amount.fmt(f),
            Self::Contact(contact) => contact.fmt(f),
            Self::Moment(moment) => moment.fmt(f),
        }
    }
}
