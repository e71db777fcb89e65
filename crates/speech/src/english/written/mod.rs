//! Writing English as people write it: `twenty four degrees` → `24 degrees`, `three thirty p m` → `3:30 p.m.`,
//! `five dollars` → `$5`, `example dot com` → `example.com`.
//!
//! Numbers from ten on become digits; smaller ones only where digits are usual (times, money, units, sums), since `one of
//! them` and `two people` are words.

mod cardinal;
mod date;
mod quantity;
mod time;
mod web;
mod words;

use korean::rewrite::{Edit, Rewritten};
use words::Words;

use super::numbers;

/// The written form of what was heard, with the way back.
pub fn rewrite(text: &str) -> Rewritten {
    Rewritten::new(text).pass(write)
}

/// Digits and signs as words.
pub fn verbatim(text: &str) -> String {
    let words = numbers::read(text);
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    [" ,", " .", " ?", " !"].iter().fold(words, |text, mark| text.replace(mark, mark.trim_start()))
}

/// A place that is written anew: its text, and the word behind it.
type Found = (String, usize);

/// The first that finds something has its way.
const RULES: [fn(&Words, usize) -> Option<Found>; 8] = [
    web::address,
    web::letters,
    time::clock,
    date::date,
    date::year,
    quantity::ordinal,
    quantity::digits,
    quantity::quantity,
];

fn write(text: &str) -> Vec<Edit> {
    let words = Words::of(text);
    let mut edits = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match RULES.iter().find_map(|rule| rule(&words, at)) {
            Some((text, end)) => {
                edits.push(Edit { source: words.place(at, end), text });
                at = end;
            }
            None => at += 1,
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const GOLDEN: &str = include_str!("golden.txt");

    #[test]
    fn everything_is_written_as_the_golden_file_says() {
        let lines = GOLDEN.lines().map(|line| line.rsplit_once(" = ").unwrap_or((line, line)));
        let wrong: Vec<String> = lines
            .filter(|(said, written)| rewrite(said).text() != *written)
            .map(|(said, written)| format!("{said} = {written}, not {}", rewrite(said).text()))
            .collect();
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }

    #[test]
    fn what_is_written_stays_as_it_is() {
        for line in GOLDEN.lines() {
            let once = rewrite(line.split(" = ").next().unwrap()).into_text();
            assert_eq!(rewrite(&once).text(), once);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_safe(text in any::<String>()) {
            rewrite(&text);
        }

        #[test]
        fn numbers_in_any_order_are_safe(
            text in "((one|two|twenty|hundred|thousand|million|billion|trillion|point|oh|a|p|m|dot|com|at|dollars|percent|may|third|and)[ ,.-]){0,30}"
        ) {
            rewrite(&text);
        }

        #[test]
        fn a_number_comes_back_as_it_was_said(number in 10_u64..1_000_000) {
            let said = verbatim(&quantity::commas(number));
            let written = rewrite(&said).into_text();
            prop_assert_eq!(written, quantity::commas(number));
        }
    }
}
