//! Parts of one: `3/4`, `three quarters`, `and a half`, `point one four`.

use rust_decimal::Decimal;

use super::figure::digits;
use super::whole;
use super::words::{MAGNITUDES, ONES, ORDINALS, TENS, gap, lookup};
use crate::text::Text;

/// `3/4`, and not the beginning of a date or path.
pub(super) fn written_fraction(text: &Text, above: Decimal, slash: usize) -> Option<(Decimal, usize)> {
    (text.at(slash) == Some('/') && above.is_integer()).then_some(())?;
    let (below, end) = digits(text, slash + 1)?;
    let alone = !matches!(text.at(end), Some('/' | '-')) && text.is_edge(end);
    (alone && below.is_integer() && !below.is_zero()).then_some((above.checked_div(below)?, end))
}

pub(super) fn sign_fraction(text: &Text, at: usize) -> Option<(Decimal, usize)> {
    let value = match text.at(at)? {
        '½' => Decimal::new(5, 1),
        '¼' => Decimal::new(25, 2),
        '¾' => Decimal::new(75, 2),
        _ => return None,
    };
    Some((value, at + 1))
}

/// `and a half`, `and three quarters`.
pub(super) fn and_a_fraction(text: &Text, at: usize) -> Option<(Decimal, usize)> {
    let from = gap(text, text.word(gap(text, at), "and")?);
    let one = ["a", "one"].iter().find_map(|a| text.word(from, a)).map(|end| gap(text, end));
    if let Some(end) = text.word(one.unwrap_or(from), "half") {
        return Some((Decimal::new(5, 1), end));
    }
    let (above, end) = match one {
        Some(end) => (Decimal::ONE, end),
        None => whole(text, from)?,
    };
    let (share, end) = denominator(text, if one.is_some() { end - 1 } else { end })?;
    Some((above.checked_div(share)?, end))
}

/// `quarters`, `thirds`, `-fifths`, `twenty-fifths`, `trillionths`, `ten-thousandths`.
pub(super) fn denominator(text: &Text, at: usize) -> Option<(Decimal, usize)> {
    let from = gap(text, at);
    if from == at {
        return None;
    }
    let halves = [("half", 2), ("halves", 2), ("quarter", 4), ("quarters", 4)];
    if let Some((share, end)) = lookup(text, from, &halves) {
        return Some((share.into(), end));
    }
    let (share, end) = ordinal_stem(text, from).filter(|(share, _)| *share > Decimal::TWO)?;
    let end = text.word(end, "s").or_else(|| text.word(end, "").filter(|_| is_one(text, at)))?;
    Some((share, end))
}

/// The rank that stands at `at`, whatever letters follow it: `thousandth` of `thousandths`.
fn ordinal_stem(text: &Text, at: usize) -> Option<(Decimal, usize)> {
    let stem = |at: usize| {
        let found = ORDINALS.iter().filter_map(|&(name, rank)| Some((rank, text.literal(at, name)?)));
        found.max_by_key(|(_, end)| *end)
    };
    if let Some((rank, end)) = stem(at) {
        return Some((rank.into(), end));
    }
    // Ten-thousandths are larger than their first word, twenty-fifths are a sum.
    let (first, end) =
        lookup(text, at, TENS).or_else(|| lookup(text, at, &[("ten", 10), ("hundred", 100)]))?;
    let (last, end) = stem(gap(text, end))?;
    let rank = if last > first { first.checked_mul(last)? } else { first.checked_add(last)? };
    (last > first || last < 10 && first >= 20).then_some((rank.into(), end))
}

/// The word before is "one": one third, not two third.
fn is_one(text: &Text, end: usize) -> bool {
    end >= 3 && text.literal(end - 3, "one") == Some(end)
}

/// `point one four`.
pub(super) fn point(text: &Text, at: usize) -> Option<(Decimal, usize)> {
    let mut end = text.word(gap(text, at), "point")?;
    let (mut value, mut scale) = (0_i64, 0);
    let digit = |at: usize| lookup(text, gap(text, at), ONES).or_else(|| lookup(text, gap(text, at), OH));
    while let Some((digit, behind)) = digit(end).filter(|(digit, _)| *digit < 10) {
        if scale == 15 {
            break;
        }
        value = value * 10 + i64::try_from(digit).ok()?;
        scale += 1;
        end = behind;
    }
    (scale > 0).then_some((Decimal::new(value, scale), end))
}

/// Zero, read as the letter.
const OH: &[(&str, u64)] = &[("oh", 0), ("o", 0)];

/// `quarter of a million`, `quarters of a billion`: the factor behind a share.
pub(super) fn of_a_large_one(text: &Text, at: usize) -> Option<(Decimal, usize)> {
    let of = text.word(gap(text, at), "of").unwrap_or(at);
    let article = text.word(gap(text, of), "a").unwrap_or(of);
    let (factor, end) = lookup(text, gap(text, article), MAGNITUDES)?;
    Some((factor.into(), end))
}

/// `out of five`: what the number before is a part of.
pub(super) fn out_of(text: &Text, at: usize) -> Option<(Decimal, usize)> {
    let from = gap(text, text.word(gap(text, at), "out of")?);
    let (below, end) = digits(text, from).or_else(|| whole(text, from))?;
    (below > Decimal::ONE && below.is_integer()).then_some((below, end))
}
