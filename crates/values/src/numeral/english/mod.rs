//! English numbers: `two hundred and five`, `3.5 million`, `5k`, `one and a half`, `three quarters`, `2 1/2`, `a dozen`.

use rust_decimal::Decimal;

use super::{Form, Numeral};
use crate::text::Text;
use figure::figure;
use fraction::{and_a_fraction, denominator, of_a_large_one, out_of, point};
use words::{GROUPS, MAGNITUDES, ONES, ORDINALS, TENS, lookup, past_and};

mod figure;
mod fraction;
mod ordinal;
mod words;

pub(crate) use ordinal::ordinal;
pub(crate) use words::gap;

/// The longest number that begins at `at`, which is where a word begins.
pub(crate) fn read(text: &Text, at: usize) -> Option<Numeral> {
    if !text.is_edge(at) {
        return None;
    }
    let (value, end, form) = match text.at(at)? {
        '0'..='9' | '.' | '½' | '¼' | '¾' => figure(text, at)?,
        'a'..='z' => worded(text, at)?,
        _ => return None,
    };
    Some(Numeral { value: value.normalize(), upto: None, form, letters: end - at, end })
}

fn worded(text: &Text, at: usize) -> Option<(Decimal, usize, Form)> {
    let sized = |value: Decimal, end: usize| Some((value, end, Form::English));
    // Point seven five, with nothing before it.
    if let Some((fraction, end)) =
        text.word(at, "point").and_then(|_| point(text, at)).filter(|_| text.begins_word(at))
    {
        return sized(fraction, end);
    }
    if let Some((value, end)) = some_of(text, at) {
        return sized(value, end);
    }
    let (mut value, mut end) = whole(text, at)?;
    if let Some((share, behind)) = denominator(text, end) {
        let share = value.checked_div(share)?;
        return match of_a_large_one(text, behind) {
            Some((factor, behind)) => sized(share.checked_mul(factor)?, behind),
            None => sized(share, behind),
        };
    }
    if let Some((fraction, behind)) = point(text, end) {
        (value, end) = (value.checked_add(fraction)?, behind);
    } else if let Some((fraction, behind)) = and_a_fraction(text, end) {
        (value, end) = (value.checked_add(fraction)?, behind);
    }
    if let Some((factor, behind)) = lookup(text, gap(text, end), MAGNITUDES) {
        (value, end) = (value.checked_mul(factor.into())?, behind);
    }
    if let Some((below, behind)) = out_of(text, end).filter(|(below, _)| value <= *below) {
        return sized(value.checked_div(below)?, behind);
    }
    if let Some((below, behind)) =
        text.word(gap(text, end), "over").and_then(|over| whole(text, gap(text, over)))
    {
        return sized(value.checked_div(below)?, behind);
    }
    if let Some((group, behind)) = lookup(text, gap(text, end), GROUPS) {
        return sized(value.checked_mul(group.into())?, behind);
    }
    sized(value, end)
}

/// `half`, `a quarter`, `half a million`, `a couple of`, `half a dozen`, `a dozen`.
fn some_of(text: &Text, at: usize) -> Option<(Decimal, usize)> {
    let article = ["a", "an"].iter().find_map(|a| text.word(at, a)).map(|end| gap(text, end));
    let from = article.unwrap_or(at);
    let exact = |value: i64, scale: u32, end: usize| Some((Decimal::new(value, scale), end));
    if let Some(end) = text.word(from, "half") {
        let behind = ["a", "an"].iter().find_map(|a| text.word(gap(text, end), a)).map_or(end, |end| end);
        if let Some((factor, end)) = lookup(text, gap(text, behind), MAGNITUDES) {
            return Some((Decimal::new(5, 1).checked_mul(factor.into())?, end));
        }
        return match text.word(gap(text, behind), "dozen") {
            Some(end) => exact(6, 0, end),
            None => exact(5, 1, end),
        };
    }
    if let Some(end) = text.word(from, "dozen") {
        return exact(12, 0, end);
    }
    article?;
    if let Some(end) = text.word(from, "baker's dozen").or_else(|| text.word(from, "bakers dozen")) {
        return exact(13, 0, end);
    }
    if let Some(end) = text.word(from, "quarter").or_else(|| text.word(from, "fourth")) {
        return match of_a_large_one(text, end) {
            Some((factor, end)) => Some((Decimal::new(25, 2).checked_mul(factor)?, end)),
            None => exact(25, 2, end),
        };
    }
    if let Some(end) = text.word(from, "couple").or_else(|| text.word(from, "pair")) {
        let of = text.word(gap(text, end), "of").unwrap_or(end);
        return exact(2, 0, of);
    }
    let (share, end) = lookup(text, from, ORDINALS).filter(|(share, _)| *share > 2)?;
    const BEHIND: [&str; 9] = [
        "of",
        "and a half",
        "and a quarter",
        "and two",
        "and three",
        "and half",
        "to a half",
        "or more",
        "or less",
    ];
    let of = BEHIND.iter().any(|word| text.word(gap(text, end), word).is_some());
    // A third of it, or nothing more; a third time is a rank.
    let of = of || !text.at(text.past_space(end)).is_some_and(char::is_alphanumeric);
    of.then(|| Some((Decimal::ONE.checked_div(share.into())?, end)))?
}

/// `two hundred and five thousand three`.
pub(super) fn whole(text: &Text, at: usize) -> Option<(Decimal, usize)> {
    let (mut total, mut end, mut ceiling) = (0_u64, at, u64::MAX);
    let a = text.word(at, "a").map(|end| gap(text, end));
    loop {
        let from = if end > at { past_and(text, end) } else { end };
        let group = below_thousand(text, from).or_else(|| {
            let from = a.filter(|_| end == at)?;
            lookup(text, from, MAGNITUDES).map(|_| (1, from - 1))
        });
        let Some((group, group_end)) = group else { break };
        let large = lookup(text, gap(text, group_end), MAGNITUDES);
        let (factor, part_end) = large.unwrap_or((1, group_end));
        if factor >= ceiling || (end > at && factor == 1 && ceiling == 1) {
            break;
        }
        total = total.checked_add(group.checked_mul(factor)?)?;
        (end, ceiling) = (part_end, factor);
        if factor == 1 {
            break;
        }
    }
    // "a hundred" and "hundred" alone are numbers, "million" alone is not sure to be one.
    if end == at {
        let (factor, end) = lookup(text, at, MAGNITUDES)?;
        return Some((factor.into(), end));
    }
    Some((total.into(), end))
}

fn below_thousand(text: &Text, at: usize) -> Option<(u64, usize)> {
    let hundred = |at: usize| text.word(gap(text, at), "hundred");
    let a = text.word(at, "a").filter(|end| hundred(*end).is_some()).map(|end| (1, end));
    let bare = text.word(at, "hundred").map(|_| (1, at));
    let (count, count_end) = a.or(bare).or_else(|| below_hundred(text, at))?;
    let end = if bare.is_some() { text.word(at, "hundred") } else { hundred(count_end) };
    let Some(end) = end else { return Some((count, count_end)) };
    Some(match below_hundred(text, past_and(text, end)) {
        Some((rest, behind)) => (count * 100 + rest, behind),
        None => (count * 100, end),
    })
}

fn below_hundred(text: &Text, at: usize) -> Option<(u64, usize)> {
    let Some((tens, end)) = lookup(text, at, TENS) else { return lookup(text, at, ONES) };
    let ones = lookup(text, gap(text, end), ONES).filter(|(ones, _)| (1..10).contains(ones));
    Some(ones.map_or((tens, end), |(ones, behind)| (tens + ones, behind)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, value: &str, read_as: &str) {
        let text = Text::new(source);
        let found =
            read(&text, 0).map(|n| (n.value.round_dp(4).normalize().to_string(), text.slice(0..n.end)));
        assert_eq!(found, Some((value.to_owned(), read_as)), "{source}");
    }

    #[test]
    fn numbers_in_words_and_digits() {
        for (source, value) in [
            ("two hundred and five", "205"),
            ("twenty-one", "21"),
            ("one thousand two hundred thirty four", "1234"),
            ("a hundred and one", "101"),
            ("a hundred", "100"),
            ("a million", "1000000"),
            ("a thousand", "1000"),
            ("3.5 million", "3500000"),
            ("5k", "5000"),
            ("1,234.56", "1234.56"),
            ("half a dozen", "6"),
            ("a dozen", "12"),
            ("two dozen", "24"),
            ("half", "0.5"),
            ("one and a half", "1.5"),
            ("two and a half million", "2500000"),
            ("three quarters", "0.75"),
            ("one third", "0.3333"),
            ("two thirds", "0.6667"),
            ("five and three eighths", "5.375"),
            ("2 1/2", "2.5"),
            ("3/4", "0.75"),
            ("1.2e+3", "1200"),
            ("zero point one four", "0.14"),
            ("two hundred thousand", "200000"),
            ("one million two hundred thousand", "1200000"),
            ("½", "0.5"),
            ("half a million", "500000"),
            ("one over three", "0.3333"),
            ("seven point oh five", "7.05"),
            ("1 234 567", "1234567"),
            ("2.5 x 10^3", "2500"),
            ("three quarters of a million", "750000"),
            ("a baker's dozen", "13"),
            ("three score", "60"),
        ] {
            check(source, value, source);
        }
        check("five people", "5", "five");
        check("one two three", "1", "one");
        check("five of us", "5", "five");
    }

    #[test]
    fn ranks() {
        for (source, rank) in [
            ("first", 1),
            ("twenty-first", 21),
            ("21st", 21),
            ("one hundred and third", 103),
            ("two hundredth", 200),
            ("1,000th", 1000),
        ] {
            let text = Text::new(source);
            assert_eq!(ordinal(&text, 0), Some((rank.into(), text.len())), "{source}");
        }
        assert_eq!(ordinal(&Text::new("two"), 0), None);
    }
}
