//! Numbers as people say them and recognisers write them (`이십사`, `스물네`, `3만 5천`, `1400일`), and where they may end.

use super::text::Letters;
use crate::numeral::{LARGE, NATIVE_ONES, NATIVE_TENS, SINO, SMALL, longest, meaning};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub kind: Kind,
    pub value: u128,
    /// The place of the letter behind it.
    pub end: usize,
    /// How many Hangul letters it has.
    pub letters: usize,
    /// A digit stands apart from its unit (`이 만 원`).
    pub spaced: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits that were there already, as they were.
    Figure(String),
    /// Digits and Hangul: `3만 5천`.
    Mixed,
    /// A figure that ends in zero and a digit in Hangul, which recognisers make of one number: `1400일` for 1401.
    Torn,
    Sino,
    Native,
}

impl Number {
    /// One Sino-Korean letter, which most often is another word.
    pub fn is_single(&self) -> bool {
        self.kind == Kind::Sino && self.letters == 1
    }

    /// `이`, which is "this" more often than two.
    pub fn is_this(&self) -> bool {
        self.is_single() && self.value == 2
    }
}

/// No number that people say has more letters.
const LONGEST: usize = 24;
/// Figures with more digits are no quantities.
const MOST_DIGITS: usize = 12;

/// Every number that begins here, the longest first.
pub(super) fn candidates(text: &Letters, at: usize) -> Vec<Number> {
    let mut found = sino(text, at);
    found.extend(native(text, at, 0));
    let hundreds: Vec<Number> =
        found.iter().filter(|n| n.value >= 100 && n.value % 100 == 0).cloned().collect();
    // 만한 is another word.
    for head in hundreds.iter().filter(|head| head.kind == Kind::Sino && head.value < 10_000) {
        // 백스물다섯
        let tail = native(text, head.end, head.value);
        found.extend(tail.into_iter().map(|n| Number { letters: n.letters + head.letters, ..n }));
    }
    // 만 삼 년: a full three years, not ten thousand and three.
    found.retain(|n| !(n.letters == 2 && n.kind == Kind::Sino && (10_001..10_010).contains(&n.value)));
    found.sort_by_key(|number| std::cmp::Reverse(number.end));
    found
}

/// The digit that one letter says.
pub(super) fn digit(c: char) -> Option<u32> {
    c.to_digit(10).or_else(|| u32::try_from(meaning(SINO, c)?).ok())
}

/// What has been read of a number.
#[derive(Default)]
struct Reading {
    total: u128,
    group: u128,
    digit: Option<u128>,
    figure: Option<String>,
    letters: usize,
    small: Option<u128>,
    large: Option<u128>,
    spaced: bool,
}

impl Reading {
    fn value(&self) -> u128 {
        self.total + self.group + self.digit.unwrap_or(0)
    }

    fn number(&self, kind: Kind, end: usize) -> Number {
        Number { kind, value: self.value(), end, letters: self.letters, spaced: self.spaced }
    }

    /// 십, 백, 천.
    fn small(&mut self, factor: u128) -> bool {
        let fits = self.small.is_none_or(|last| factor < last) && self.digit.is_none_or(|digit| digit > 0);
        if fits {
            self.group += self.digit.take().unwrap_or(1) * factor;
            self.small = Some(factor);
        }
        fits
    }

    /// 만, 억, 조, 경. Without a count before it only 만 is a number.
    fn large(&mut self, factor: u128) -> bool {
        let count = self.group + self.digit.unwrap_or(0);
        let bare = count == 0 && self.total == 0 && self.digit.is_none() && factor == 10_000;
        let fits = self.large.is_none_or(|last| factor < last) && (count > 0 || bare);
        if fits {
            self.total += count.max(1) * factor;
            (self.group, self.digit, self.small, self.large) = (0, None, None, Some(factor));
        }
        fits
    }

    fn digit(&mut self, digit: u128) -> bool {
        let first = self.letters == 0 && self.figure.is_none();
        let fits = self.digit.is_none()
            && (digit > 0 || first)
            && self.small.is_none_or(|last| digit < last)
            && (self.large.is_none_or(|last| digit < last));
        if fits {
            self.digit = Some(digit);
        }
        fits
    }
}

/// Sino-Korean words, digits, and both mixed.
fn sino(text: &Letters, at: usize) -> Vec<Number> {
    let mut found = Vec::new();
    let mut reading = Reading::default();
    let mut i = at;
    let mut after_unit = false;
    while i < text.len() && i - at < LONGEST {
        let c = text.chars()[i];
        if c.is_ascii_digit() {
            let (digits, decimal) = figure(text, i);
            let value = digits.replace(',', "").parse().unwrap_or(u128::MAX);
            let alone = decimal || digits.len() > MOST_DIGITS;
            if alone && i == at {
                let end = i + digits.len();
                found.push(Number {
                    kind: Kind::Figure(digits.clone()),
                    value: 0,
                    end,
                    letters: 0,
                    spaced: false,
                });
            }
            if alone || !reading.digit(value) {
                break;
            }
            i += digits.len();
            let only = reading.figure.is_none() && reading.letters == 0;
            reading.figure = Some(digits.clone());
            found.push(reading.number(if only { Kind::Figure(digits) } else { Kind::Mixed }, i));
            after_unit = false;
            continue;
        }
        let fits = if let Some(digit) = meaning(SINO, c) {
            let digit = u128::try_from(digit).unwrap_or_default();
            if let (Some(figure), true) = (reading.digit, reading.figure.is_some())
                && figure > 0
                && figure % 10 == 0
                && digit > 0
                && !after_unit
            {
                let value = reading.value() + digit;
                found.push(Number {
                    kind: Kind::Torn,
                    value,
                    end: i + 1,
                    letters: reading.letters + 1,
                    spaced: reading.spaced,
                });
            }
            after_unit = false;
            reading.digit(digit)
        } else if let Some(factor) = meaning(SMALL, c) {
            after_unit = true;
            reading.small(factor.unsigned_abs())
        } else if let Some(factor) = meaning(LARGE, c) {
            after_unit = true;
            reading.large(factor.unsigned_abs())
        } else {
            // 삼만 오천: a space may follow a unit.
            let next = text.get(i + 1).filter(|_| c == ' ');
            let unit = next.is_some_and(|next| meaning(SMALL, next).or(meaning(LARGE, next)).is_some());
            let apart = unit && reading.figure.is_none() && reading.digit.is_some();
            let goes_on = after_unit && next.is_some_and(begins);
            if !apart && !goes_on {
                break;
            }
            reading.spaced |= apart;
            i += 1;
            continue;
        };
        if !fits {
            break;
        }
        i += 1;
        reading.letters += 1;
        found.push(reading.number(if reading.figure.is_some() { Kind::Mixed } else { Kind::Sino }, i));
    }
    found
}

fn begins(c: char) -> bool {
    c.is_ascii_digit() || [SINO, SMALL, LARGE].iter().any(|table| meaning(table, c).is_some())
}

/// `1,234.5` at this place, and whether it has a point.
fn figure(text: &Letters, at: usize) -> (String, bool) {
    let digit = |i: usize| text.get(i).is_some_and(|c| c.is_ascii_digit());
    let (mut end, mut decimal) = (at, false);
    while digit(end) || (matches!(text.get(end), Some(',' | '.')) && end > at && digit(end + 1)) {
        decimal |= text.get(end) == Some('.');
        end += 1;
    }
    (text.slice(at..end).to_owned(), decimal)
}

/// `스물네` after `before`. Before a counter stand the short forms (한, 두, 세, 네), so the long ones do not count.
fn native(text: &Letters, at: usize, before: u128) -> Vec<Number> {
    let rest = &text.chars()[at.min(text.len())..];
    let tens = longest(NATIVE_TENS, rest);
    let after = tens.map_or(0, |(_, length)| length);
    let ones = longest(NATIVE_ONES, &rest[after..]).filter(|&(_, length)| {
        !matches!(rest[after..after + length].last(), Some('나' | '둘' | '셋' | '넷'))
    });
    let number = |value: i128, letters: usize| Number {
        kind: Kind::Native,
        value: before + value.unsigned_abs(),
        end: at + letters,
        letters,
        spaced: false,
    };
    let both = ones.map(|(value, length)| number(tens.map_or(0, |(ten, _)| ten) + value, after + length));
    let ten = tens.map(|(value, length)| number(value, length));
    both.into_iter().chain(ten).collect()
}
