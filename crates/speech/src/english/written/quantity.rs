//! Numbers by themselves and with what they count: `twenty four degrees`, `five dollars`, `three point one four`, and
//! digits said one by one.

use super::Found;
use super::cardinal::{self, cardinal, digit};
use super::words::Words;

/// Before these even a small number is written in digits.
const UNITS: [&str; 34] = [
    "degrees",
    "degree",
    "kilometers",
    "kilometer",
    "meters",
    "meter",
    "centimeters",
    "millimeters",
    "miles",
    "mile",
    "feet",
    "inches",
    "kilograms",
    "kilogram",
    "kilos",
    "grams",
    "gram",
    "pounds",
    "ounces",
    "liters",
    "liter",
    "milliliters",
    "gigabytes",
    "megabytes",
    "watts",
    "volts",
    "minutes",
    "seconds",
    "hours",
    "cents",
    "won",
    "yen",
    "points",
    "celsius",
];
const OPERATORS: [&str; 5] = ["plus", "minus", "times", "divided", "equals"];

/// Telephone numbers, codes: at least four digits in a row, or three with an `oh`.
pub fn digits(words: &Words, at: usize) -> Option<Found> {
    let mut digits = String::new();
    let mut end = at;
    while end - at < MOST_DIGITS {
        let word = if end == at { words.get(end) } else { words.next(end) };
        let repeated = ["double", "triple"].iter().position(|times| *times == word);
        let named = if repeated.is_some() { words.next(end + 1) } else { word };
        let value = match named {
            "oh" | "o" if end > at => Some(0),
            named => digit(named),
        };
        let Some(digit) = value.and_then(|value| char::from_digit(u32::try_from(value).ok()?, 10)) else {
            break;
        };
        let times = repeated.map_or(1, |i| i + 2);
        digits.extend(std::iter::repeat_n(digit, times));
        end += 1 + usize::from(repeated.is_some());
    }
    let emergency = digits == "911" || (digits.len() == 3 && words.get(at + 1) == "oh");
    if digits.len() < 4 && !emergency || counts(words.next(end)) {
        return None;
    }
    Some((grouped(&digits), end))
}

const MOST_DIGITS: usize = 20;

/// The digits would be the beginning of something else.
fn counts(word: &str) -> bool {
    ["hundred", "thousand", "million", "billion", "point"].contains(&word)
}

fn grouped(digits: &str) -> String {
    match digits.len() {
        7 => format!("{}-{}", &digits[..3], &digits[3..]),
        10 => format!("{}-{}-{}", &digits[..3], &digits[3..6], &digits[6..]),
        11 if digits.starts_with("01") => format!("{}-{}-{}", &digits[..3], &digits[3..7], &digits[7..]),
        11 if digits.starts_with('1') => {
            format!("{}-{}-{}-{}", &digits[..1], &digits[1..4], &digits[4..7], &digits[7..])
        }
        _ => digits.to_owned(),
    }
}

pub fn quantity(words: &Words, at: usize) -> Option<Found> {
    if words.get(at) == "point" && digit(words.next(at + 1)).is_some() && words.previous(at) != "this" {
        let (decimals, end) = decimals(words, at)?;
        return Some((format!("0{decimals}"), end));
    }
    // A hundred and a million are as good as words, unless they count money.
    let article =
        words.get(at) == "a" && ["hundred", "thousand", "million", "billion"].contains(&words.next(at + 1));
    let (value, end) = match article {
        true => (large(words.get(at + 1)), at + 2),
        false => cardinal(words, at)?,
    };
    if let Some((decimals, end)) = decimals(words, end).filter(|_| !article && !words.next(end).is_empty()) {
        return Some(with_unit(words, format!("{value}{decimals}"), end));
    }
    if let Some(money) = money(words, value, end) {
        return Some(money);
    }
    let sum = OPERATORS.contains(&words.next(end)) || (OPERATORS.contains(&words.previous(at)));
    let unit =
        UNITS.contains(&words.next(end)) && value > 1 || ["percent", "degree"].contains(&words.next(end));
    let worth = value >= 10 && !article || unit || (sum && !article);
    worth.then(|| with_unit(words, commas(value), end))
}

fn large(word: &str) -> u64 {
    match word {
        "hundred" => 100,
        "thousand" => 1_000,
        "million" => 1_000_000,
        _ => 1_000_000_000,
    }
}

/// `point one four`, perhaps again for a version.
fn decimals(words: &Words, at: usize) -> Option<Found> {
    let mut written = String::new();
    let mut end = at;
    while words.get(end) == "point"
        && (end == at || !words.next(end).is_empty())
        && digit(words.next(end + 1)).is_some()
    {
        written.push('.');
        end += 1;
        while let Some(digit) = digit(words.next(end)) {
            written += &digit.to_string();
            end += 1;
        }
    }
    (end > at).then_some((written, end))
}

/// `five dollars and fifty cents` → `$5.50`.
fn money(words: &Words, value: u64, end: usize) -> Option<Found> {
    let sign = match words.next(end) {
        "dollar" | "dollars" => '$',
        "euro" | "euros" => '€',
        _ => return None,
    };
    let and = usize::from(words.next(end + 1) == "and");
    if let Some((cents, cents_end)) = cardinal(words, end + 1 + and)
        && !words.next(end + 1 + and).is_empty()
        && cents < 100
        && ["cent", "cents"].contains(&words.next(cents_end))
    {
        return Some((format!("{sign}{}.{cents:02}", commas(value)), cents_end + 1));
    }
    let names = [(1_000_000_000, "billion"), (1_000_000, "million")];
    let round = names.iter().find(|(unit, _)| value >= *unit && value.is_multiple_of(*unit));
    let amount = match round {
        Some((unit, name)) => format!("{} {name}", commas(value / unit)),
        None => commas(value),
    };
    Some((format!("{sign}{amount}"), end + 1))
}

fn with_unit(words: &Words, digits: String, end: usize) -> Found {
    if words.next(end) == "percent" { (format!("{digits}%"), end + 1) } else { (digits, end) }
}

/// From the tenth on.
pub fn ordinal(words: &Words, at: usize) -> Option<Found> {
    let (value, end) = cardinal::ordinal(words, at).filter(|(value, _)| *value >= 10)?;
    let ending = match (value % 10, value % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    Some((format!("{value}{ending}"), end))
}

/// `1,234,567`.
pub fn commas(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
