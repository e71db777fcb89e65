//! `twenty-first`, `21st`, `two hundredth`.

use rust_decimal::Decimal;

use super::figure::digits;
use super::whole;
use super::words::{ORDINALS, gap, lookup};
use crate::text::Text;

/// `twenty-first` as a rank, and where it ends.
pub(crate) fn ordinal(text: &Text, at: usize) -> Option<(Decimal, usize)> {
    if !text.is_edge(at) {
        return None;
    }
    if text.at(at)?.is_ascii_digit() {
        let (value, end) = digits(text, at)?;
        let end = ["st", "nd", "rd", "th"].iter().find_map(|mark| text.word(end, mark))?;
        return value.is_integer().then_some((value, end));
    }
    if let Some(found) = lookup(text, at, ORDINALS) {
        return Some((found.0.into(), found.1));
    }
    // All but the last word is a number: one hundred and / twenty / -first.
    let from = whole(text, at).map_or(at, |(_, end)| end);
    let start = whole(text, at).map_or(Decimal::ZERO, |(value, _)| value);
    let next = gap(text, from);
    let next = text.word(next, "and").map_or(next, |end| gap(text, end));
    let (last, end) = lookup(text, next, ORDINALS)?;
    let last = Decimal::from(last);
    let value = match last {
        last if last >= Decimal::ONE_HUNDRED => start.checked_mul(last)?,
        last => start.checked_add(last)?,
    };
    // Twenty-first and two hundredth, but one fifth is a share.
    let round = |size: u64| (start % Decimal::from(size)).is_zero();
    let fits = last >= Decimal::ONE_HUNDRED
        || round(100)
        || round(10) && last < Decimal::TEN && start >= Decimal::from(20);
    (from > at && fits).then_some((value, end))
}
