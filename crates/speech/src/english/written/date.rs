//! Dates and years: `november twenty third twenty twenty six` → `November 23, 2026`, `nineteen eighty four` → `1984`.

use super::Found;
use super::cardinal::{below_hundred, cardinal, digit, ordinal};
use super::words::Words;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub fn date(words: &Words, at: usize) -> Option<Found> {
    let month = MONTHS.iter().find(|month| month.eq_ignore_ascii_case(words.get(at)))?;
    if words.next(at + 1).is_empty() {
        return None;
    }
    let from = if words.next(at + 1) == "the" { at + 2 } else { at + 1 };
    let day = ordinal(words, from).or_else(|| {
        let number = below_hundred(words, from)?;
        // March one, may two: with such small words only the ordinal is a day.
        (number.0 > 2).then_some(number)
    });
    let (day, end) = day.filter(|(day, _)| (1..=31).contains(day))?;
    match year(words, end).filter(|_| !words.next(end).is_empty()) {
        Some((year, end)) => Some((format!("{month} {day}, {year}"), end)),
        None => Some((format!("{month} {day}"), end)),
    }
}

/// Two numbers of two digits, the way years are said, or two thousand and something after a word of time.
pub fn year(words: &Words, at: usize) -> Option<Found> {
    const BEFORE: [&str; 6] = ["in", "since", "year", "until", "of", "by"];
    let (century, end) = below_hundred(words, at)?;
    if (16..=20).contains(&century) && !words.next(end).is_empty() {
        let rest = match words.next(end) {
            "oh" | "o" => digit(words.next(end + 1)).map(|digit| (digit, end + 2)),
            _ => below_hundred(words, end).filter(|(rest, _)| (10..100).contains(rest)),
        };
        if let Some((rest, end)) = rest.filter(|(_, end)| !counted(words.next(*end))) {
            return Some(((century * 100 + rest).to_string(), end));
        }
    }
    let (value, end) = cardinal(words, at)?;
    let thousands = (2000..2100).contains(&value) && words.get(at + 1) == "thousand";
    (thousands && BEFORE.contains(&words.previous(at)) && !counted(words.next(end)))
        .then(|| (value.to_string(), end))
}

/// Then the two numbers are not a year: twenty twenty five percent.
fn counted(word: &str) -> bool {
    ["hundred", "thousand", "million", "percent", "dollars", "degrees", "minutes", "point"].contains(&word)
}
