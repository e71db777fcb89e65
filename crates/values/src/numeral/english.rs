//! English numbers: `two hundred and five`, `3.5 million`, `5k`, `one and a half`, `three quarters`, `2 1/2`, `a dozen`.

use rust_decimal::Decimal;

use super::{Form, Numeral};
use crate::text::Text;

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

/// Digits with separators, decimals, exponents, a magnitude or a fraction.
fn figure(text: &Text, at: usize) -> Option<(Decimal, usize, Form)> {
    if let Some((value, end)) = sign_fraction(text, at) {
        return Some((value, end, Form::Figure));
    }
    let (mut value, mut end) = digits(text, at)?;
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
        return Some((value.checked_mul(factor)?, behind, Form::Figure));
    }
    if let Some(behind) = text.word(gap(text, end), "dozen") {
        return Some((value.checked_mul(12.into())?, behind, Form::Figure));
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

/// `3/4`, and not the beginning of a date or path.
fn written_fraction(text: &Text, above: Decimal, slash: usize) -> Option<(Decimal, usize)> {
    (text.at(slash) == Some('/') && above.is_integer()).then_some(())?;
    let (below, end) = digits(text, slash + 1)?;
    let alone = !matches!(text.at(end), Some('/' | '-')) && text.is_edge(end);
    (alone && below.is_integer() && !below.is_zero()).then_some((above.checked_div(below)?, end))
}

fn sign_fraction(text: &Text, at: usize) -> Option<(Decimal, usize)> {
    let value = match text.at(at)? {
        '½' => Decimal::new(5, 1),
        '¼' => Decimal::new(25, 2),
        '¾' => Decimal::new(75, 2),
        _ => return None,
    };
    Some((value, at + 1))
}

/// `1.2e+10`, `10^-2`.
fn exponent(text: &Text, at: usize) -> Option<(Decimal, usize)> {
    let from = (text.at(at)? == 'e').then_some(at + 1)?;
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

fn worded(text: &Text, at: usize) -> Option<(Decimal, usize, Form)> {
    let sized = |value: Decimal, end: usize| Some((value, end, Form::English));
    if let Some((value, end)) = some_of(text, at) {
        return sized(value, end);
    }
    let (mut value, mut end) = whole(text, at)?;
    if let Some((share, behind)) = denominator(text, end) {
        return sized(value.checked_div(share)?, behind);
    }
    if let Some((fraction, behind)) = point(text, end) {
        (value, end) = (value.checked_add(fraction)?, behind);
    } else if let Some((fraction, behind)) = and_a_fraction(text, end) {
        (value, end) = (value.checked_add(fraction)?, behind);
    }
    if let Some((factor, behind)) = lookup(text, gap(text, end), MAGNITUDES) {
        (value, end) = (value.checked_mul(factor.into())?, behind);
    }
    if let Some((below, behind)) =
        text.word(gap(text, end), "over").and_then(|over| whole(text, gap(text, over)))
    {
        return sized(value.checked_div(below)?, behind);
    }
    if let Some(behind) = text.word(gap(text, end), "dozen") {
        return sized(value.checked_mul(12.into())?, behind);
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
    if let Some(end) = text.word(from, "quarter").or_else(|| text.word(from, "fourth")) {
        return exact(25, 2, end);
    }
    if let Some(end) = text.word(from, "couple").or_else(|| text.word(from, "pair")) {
        let of = text.word(gap(text, end), "of").unwrap_or(end);
        return exact(2, 0, of);
    }
    let (share, end) = lookup(text, from, ORDINALS).filter(|(share, _)| *share > 2)?;
    let of = text.word(gap(text, end), "of").is_some();
    of.then(|| Some((Decimal::ONE.checked_div(share.into())?, end)))?
}

/// `and a half`, `and three quarters`.
fn and_a_fraction(text: &Text, at: usize) -> Option<(Decimal, usize)> {
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

/// `quarters`, `thirds`, `-fifths`.
fn denominator(text: &Text, at: usize) -> Option<(Decimal, usize)> {
    let from = gap(text, at);
    if from == at {
        return None;
    }
    let halves = [
        ("half", 2),
        ("halves", 2),
        ("quarter", 4),
        ("quarters", 4),
        ("hundredths", 100),
        ("thousandths", 1000),
    ];
    if let Some((share, end)) = lookup(text, from, &halves) {
        return Some((share.into(), end));
    }
    ORDINALS.iter().filter(|(_, share)| *share > 2).find_map(|&(name, share)| {
        let end = text.literal(from, name)?;
        let end = text.word(end, "s").or_else(|| text.word(end, "").filter(|_| is_one(text, at)))?;
        Some((Decimal::from(share), end))
    })
}

/// The word before is "one": one third, not two third.
fn is_one(text: &Text, end: usize) -> bool {
    end >= 3 && text.literal(end - 3, "one") == Some(end)
}

/// `point one four`.
fn point(text: &Text, at: usize) -> Option<(Decimal, usize)> {
    let mut end = text.word(gap(text, at), "point")?;
    let (mut value, mut scale) = (0_i64, 0);
    while let Some((digit, behind)) = lookup(text, gap(text, end), ONES).filter(|(digit, _)| *digit < 10) {
        if scale == 15 {
            break;
        }
        value = value * 10 + i64::try_from(digit).ok()?;
        scale += 1;
        end = behind;
    }
    (scale > 0).then_some((Decimal::new(value, scale), end))
}

/// `two hundred and five thousand three`.
fn whole(text: &Text, at: usize) -> Option<(Decimal, usize)> {
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

/// Past a space or hyphen.
pub(crate) fn gap(text: &Text, at: usize) -> usize {
    match (text.at(at), text.at(at + 1)) {
        (Some(' '), _) => at + 1,
        (Some('-'), Some(next)) if next.is_alphabetic() => at + 1,
        _ => at,
    }
}

fn past_and(text: &Text, at: usize) -> usize {
    let from = gap(text, if text.at(at) == Some(',') { at + 1 } else { at });
    text.word(from, "and").map_or(from, |end| gap(text, end))
}

/// The word of `words` that stands at `at`.
fn lookup(text: &Text, at: usize, words: &[(&str, u64)]) -> Option<(u64, usize)> {
    let word = text.rest_of_word(at);
    let meaning = words
        .iter()
        .find(|(name, _)| name.len() == word.len() && name.chars().zip(word).all(|(a, b)| a == *b))?;
    let begins = text.is_edge(at) || text.before(at).is_some_and(|c| c.is_ascii_digit());
    begins.then_some((meaning.1, at + word.len()))
}

const ONES: &[(&str, u64)] = &[
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
];

const TENS: &[(&str, u64)] = &[
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fourty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

const MAGNITUDES: &[(&str, u64)] = &[
    ("hundred", 100),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
];

const ORDINALS: &[(&str, u64)] = &[
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
    ("thirtieth", 30),
    ("fortieth", 40),
    ("fiftieth", 50),
    ("sixtieth", 60),
    ("seventieth", 70),
    ("eightieth", 80),
    ("ninetieth", 90),
    ("hundredth", 100),
    ("thousandth", 1_000),
    ("millionth", 1_000_000),
];

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
