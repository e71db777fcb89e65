//! Numbers in English words.

use super::words::Words;

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const LARGE: [(&str, u64); 4] = [
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
];
const ORDINALS: [(&str, u64); 12] = [
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
];

/// The longest number that begins here, and the word behind it.
pub fn cardinal(words: &Words, at: usize) -> Option<(u64, usize)> {
    let (mut total, mut end, mut ceiling) = (0_u64, at, u64::MAX);
    loop {
        // A number goes on after thousand, million ..., perhaps with an "and".
        let from = if end > at && words.next(end) == "and" { end + 1 } else { end };
        if end > at && (ceiling == 1 || words.next(from).is_empty()) {
            break;
        }
        let Some((group, group_end)) = below_thousand(words, from) else { break };
        let large = LARGE.iter().find(|(name, _)| words.next(group_end) == *name);
        let (factor, part_end) = large.map_or((1, group_end), |(_, factor)| (*factor, group_end + 1));
        if factor >= ceiling {
            break;
        }
        total += group * factor;
        (end, ceiling) = (part_end, factor);
    }
    (end > at).then_some((total, end))
}

/// `nineteen hundred` counts, too.
fn below_thousand(words: &Words, at: usize) -> Option<(u64, usize)> {
    let (ones, end) = below_hundred(words, at)?;
    if words.next(end) != "hundred" || ones == 0 {
        return Some((ones, end));
    }
    let hundreds = ones * 100;
    let from = if words.next(end + 1) == "and" { end + 2 } else { end + 1 };
    match below_hundred(words, from).filter(|_| !words.next(from).is_empty()) {
        Some((rest, end)) if rest > 0 => Some((hundreds + rest, end)),
        _ => Some((hundreds, end + 1)),
    }
}

pub fn below_hundred(words: &Words, at: usize) -> Option<(u64, usize)> {
    let word = words.get(at);
    if let Some(ones) = ONES.iter().position(|one| *one == word) {
        return Some((ones as u64, at + 1));
    }
    let tens = TENS.iter().position(|ten| !ten.is_empty() && *ten == word)? as u64 * 10;
    match digit(words.next(at + 1)).filter(|ones| *ones > 0) {
        Some(ones) => Some((tens + ones, at + 2)),
        None => Some((tens, at + 1)),
    }
}

/// One digit; `oh` is not among them.
pub fn digit(word: &str) -> Option<u64> {
    ONES[..10].iter().position(|one| *one == word).map(|ones| ones as u64)
}

/// `twenty third`, `twelfth`.
pub fn ordinal(words: &Words, at: usize) -> Option<(u64, usize)> {
    let simple = |word: &str| {
        let small = ORDINALS.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        let stem = word.strip_suffix("th");
        let teen = || Some(ONES.iter().position(|one| Some(*one) == stem)? as u64);
        let tens = || {
            let stem = word.strip_suffix("ieth")?;
            Some(TENS.iter().position(|ten| ten.strip_suffix('y') == Some(stem))? as u64 * 10)
        };
        small.or_else(teen).or_else(tens)
    };
    if let Some(value) = simple(words.get(at)) {
        return Some((value, at + 1));
    }
    let tens = TENS.iter().position(|ten| !ten.is_empty() && *ten == words.get(at))? as u64 * 10;
    let ones = simple(words.next(at + 1)).filter(|ones| *ones < 10)?;
    Some((tens + ones, at + 2))
}
