//! Times of day: `three thirty p m` → `3:30 p.m.`, `at seven fifteen` → `at 7:15`, `six o'clock` → `6 o'clock`.

use super::Found;
use super::cardinal::{below_hundred, digit};
use super::words::Words;

/// Behind these two numbers are a time.
const BEFORE: [&str; 11] =
    ["at", "until", "till", "by", "from", "around", "about", "before", "after", "past", "for"];

pub fn clock(words: &Words, at: usize) -> Option<Found> {
    let (hour, end) = number(words, at).filter(|(hour, _)| (1..=12).contains(hour))?;
    let minutes = minutes(words, end);
    let (minute, behind) = minutes.map_or((None, end), |(minute, end)| (Some(minute), end));
    let digits = minute.map_or_else(|| hour.to_string(), |minute| format!("{hour}:{minute:02}"));
    if let Some((half, end)) = half(words, behind) {
        return Some((format!("{digits} {half}"), end));
    }
    if matches!(words.next(behind), "o'clock" | "o’clock" | "oclock") {
        return minute.is_none().then(|| (format!("{hour} o'clock"), behind + 1));
    }
    let known = BEFORE.contains(&words.previous(at)) && !counts(words.next(behind));
    (known && minute.is_some()).then_some((digits, behind))
}

/// In words or in digits.
fn number(words: &Words, at: usize) -> Option<(u64, usize)> {
    let digits = words.get(at);
    let figure = || {
        digits
            .parse()
            .ok()
            .filter(|_| digits.len() <= 2 && !digits.starts_with('0'))
            .map(|value| (value, at + 1))
    };
    below_hundred(words, at).or_else(figure)
}

/// `thirty`, `oh five`.
fn minutes(words: &Words, at: usize) -> Option<(u64, usize)> {
    match words.next(at) {
        "" => None,
        "oh" | "o" => digit(words.next(at + 1)).filter(|digit| *digit > 0).map(|digit| (digit, at + 2)),
        _ => below_hundred(words, at).filter(|(minute, _)| (10..60).contains(minute)),
    }
}

/// `p m`, `pm`, `p.m.`
fn half(words: &Words, at: usize) -> Option<Found> {
    let word = words.next(at);
    let written =
        |letter: &str, stop: bool| if stop { format!("{letter}.m") } else { format!("{letter}.m.") };
    match word {
        "am" | "pm" => Some((written(&word[..1], words.has_stop(at)), at + 1)),
        "a" | "p" if words.get(at + 1) == "m" => Some((written(word, words.has_stop(at + 1)), at + 2)),
        _ => None,
    }
}

/// Then it was a number after all: at seven hundred.
fn counts(word: &str) -> bool {
    ["hundred", "thousand", "million", "percent", "dollars", "point"].contains(&word)
}
