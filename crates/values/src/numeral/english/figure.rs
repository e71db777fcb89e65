//! Numbers in figures: `1,234.56`, `1 234 567`, `5k`, `2.5 x 10^3`, `2 1/2`.

use rust_decimal::Decimal;

use super::fraction::{and_a_fraction, denominator, out_of, point, sign_fraction, written_fraction};
use super::words::{GROUPS, MAGNITUDES, gap, lookup};
use crate::numeral::Form;
use crate::text::Text;

/// Digits with separators, decimals, exponents, a magnitude or a fraction.
pub(super) fn figure(text: &Text, at: usize) -> Option<(Decimal, usize, Form)> {
    if let Some((value, end)) = sign_fraction(text, at) {
        return Some((value, end, Form::Figure));
    }
    let (mut value, mut end) = spaced(text, at).or_else(|| digits(text, at))?;
    if let Some((fraction, behind)) = written_fraction(text, value, end) {
        return Some((fraction, behind, Form::Figure));
    }
    if let Some((power, behind)) = exponent(text, end) {
        return Some((value.checked_mul(power)?, behind, Form::Figure));
    }
    let spaced = gap(text, end);
    // 2 1/2, 1½
    if let Some((fraction, behind)) = sign_fraction(text, spaced).or_else(|| {
        let (above, middle) = digits(text, spaced).filter(|_| spaced > end)?;
        written_fraction(text, above, middle)
    }) {
        return Some((value.checked_add(fraction)?, behind, Form::Figure));
    }
    if let Some((half, behind)) = and_a_fraction(text, end) {
        (value, end) = (value.checked_add(half)?, behind);
    }
    if let Some((factor, behind)) = magnitude(text, end) {
        (value, end) = (value.checked_mul(factor)?, behind);
        // 3 million 200 thousand
        let mut last = factor;
        while let Some((more, factor, behind)) = digits(text, gap(text, end)).and_then(|(more, end)| {
            let (factor, behind) = lookup(text, gap(text, end), MAGNITUDES)?;
            Some((more, Decimal::from(factor), behind))
        }) && factor < last
        {
            (value, end) = (value.checked_add(more.checked_mul(factor)?)?, behind);
            last = factor;
        }
        return Some((value, end, Form::Figure));
    }
    if let Some((fraction, behind)) = point(text, end).filter(|_| value.is_integer()) {
        return Some((value.checked_add(fraction)?, behind, Form::Figure));
    }
    if let Some((dozen, behind)) = lookup(text, gap(text, end), &GROUPS[..1]) {
        return Some((value.checked_mul(dozen.into())?, behind, Form::Figure));
    }
    if let Some((below, behind)) = out_of(text, end).filter(|(below, _)| value <= *below) {
        return Some((value.checked_div(below)?, behind, Form::Figure));
    }
    if let Some((share, behind)) = denominator(text, end).filter(|_| value.is_integer()) {
        return Some((value.checked_div(share)?, behind, Form::Figure));
    }
    Some((value, end, Form::Figure))
}

/// `1,234.56`.
pub(crate) fn digits(text: &Text, at: usize) -> Option<(Decimal, usize)> {
    let mut written = String::new();
    let (mut end, mut point) = (at, false);
    let digit = |at: usize| text.at(at).is_some_and(|c| c.is_ascii_digit());
    while let Some(c) = text.at(end) {
        match c {
            '0'..='9' => written.push(c),
            '.' if !point && digit(end + 1) => {
                point = true;
                written.push(c);
            }
            ',' if !point
                && !written.is_empty()
                && (1..=3).all(|n| digit(end + n))
                && !digit(end + 4)
                && written.len() <= 27 => {}
            _ => break,
        }
        end += 1;
    }
    let leading = if written.starts_with('.') { "0" } else { "" };
    // More than 28 digits are no number but a key.
    (!written.is_empty() && written.len() <= 28).then_some(())?;
    Some((format!("{leading}{written}").parse().ok()?, end))
}

/// `1 234 567`: groups of three, at least two of them, so that no two numbers are taken for one.
fn spaced(text: &Text, at: usize) -> Option<(Decimal, usize)> {
    let digits = |at: usize| text.rest(at).iter().take(4).take_while(|c| c.is_ascii_digit()).count();
    let mut end = at + digits(at);
    (end < at + 4).then_some(())?;
    let mut groups = 0;
    while groups < 8 && text.at(end) == Some(' ') && digits(end + 1) == 3 {
        (end, groups) = (end + 4, groups + 1);
    }
    (groups >= 2 && text.is_edge(end) && text.at(end) != Some('-')).then_some(())?;
    let written: String = text.rest(at)[..end - at].iter().filter(|c| **c != ' ').collect();
    Some((written.parse().ok()?, end))
}

/// `1.2e+10`, `2.5 x 10^-2`.
fn exponent(text: &Text, at: usize) -> Option<(Decimal, usize)> {
    let times = ["x 10^", "× 10^", "* 10^"];
    let tens = || times.iter().find_map(|times| text.literal(text.past_space(at), times));
    let from = (text.at(at)? == 'e').then_some(at + 1).or_else(tens)?;
    let (negative, from) = match text.at(from)? {
        '-' => (true, from + 1),
        '+' => (false, from + 1),
        _ => (false, from),
    };
    let (power, end) = digits(text, from)?;
    let power: u32 = power.try_into().ok().filter(|power| *power <= 27 && text.is_edge(end))?;
    let factor = Decimal::from(10_u128.pow(power));
    Some((if negative { Decimal::ONE.checked_div(factor)? } else { factor }, end))
}

/// `million`, `k`, `bn`; a capital M, but not the m of metres.
fn magnitude(text: &Text, at: usize) -> Option<(Decimal, usize)> {
    if let Some((factor, end)) = lookup(text, gap(text, at), MAGNITUDES) {
        return Some((factor.into(), end));
    }
    let factor: u64 = match (text.at(at)?, text.cased().get(at)?) {
        ('k', _) => 1_000,
        (_, 'M') => 1_000_000,
        (_, 'B') => 1_000_000_000,
        _ => {
            return lookup(text, at, &[("mn", 1_000_000), ("bn", 1_000_000_000)])
                .map(|(n, end)| (n.into(), end));
        }
    };
    text.is_edge(at + 1).then_some((factor.into(), at + 1))
}
