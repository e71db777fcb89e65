//! Addresses and letters: `john at gmail dot com` → `john@gmail.com`, `u s b` → `USB`.

use super::Found;
use super::words::Words;

const ENDINGS: [&str; 11] = ["com", "net", "org", "edu", "gov", "io", "ai", "dev", "kr", "co", "uk"];

pub fn address(words: &Words, at: usize) -> Option<Found> {
    let (mut host, mut end) = host(words, at)?;
    if words.next(end) == "at" {
        let (rest, behind) = self::host(words, end + 1).filter(|(rest, _)| rest.contains('.'))?;
        (host, end) = (format!("{host}@{rest}"), behind);
    }
    let last = host.rsplit('.').next().unwrap_or_default();
    (host.contains('.') && ENDINGS.contains(&last)).then_some((host, end))
}

/// `example dot co dot kr`; a name alone may be the beginning of a mail address.
fn host(words: &Words, at: usize) -> Option<Found> {
    const SMALL: [&str; 8] = ["the", "a", "an", "this", "that", "dot", "and", ""];
    let www = words.get(at) == "w" && words.next(at + 1) == "w" && words.next(at + 2) == "w";
    let (mut host, mut end) = match www {
        true => ("www".to_owned(), at + 3),
        false => (words.get(at).to_owned(), at + 1),
    };
    if SMALL.contains(&host.as_str()) || !host.is_ascii() || host.contains('\'') {
        return None;
    }
    while words.next(end) == "dot" && !words.next(end + 1).is_empty() {
        host = format!("{host}.{}", words.get(end + 1));
        end += 2;
    }
    Some((host, end))
}

/// Letters said one by one.
pub fn letters(words: &Words, at: usize) -> Option<Found> {
    const PAIRS: [&str; 10] = ["TV", "AI", "PC", "CD", "UK", "EU", "US", "UN", "ID", "IT"];
    let letter = |word: &str| word.len() == 1 && word.chars().all(|c| c.is_ascii_alphabetic());
    let mut end = at;
    let mut word = String::new();
    while end - at < 6 && letter(if end == at { words.get(end) } else { words.next(end) }) {
        word += &words.raw(end).to_ascii_uppercase();
        end += 1;
    }
    let known = PAIRS.contains(&word.as_str()) && words.previous(at) != "is";
    (word.len() > 2 || known).then_some((word, end))
}
