//! Abbreviations that are said in full: `Dr. Kim` → `Doctor Kim`, `5 Main St.` → `5 Main Street`, `e.g.` → `for example`.

use std::sync::LazyLock;

use regex::{Captures, Regex};

/// With a period behind them, whatever follows.
const ALWAYS: [(&str, &str); 34] = [
    ("Mr", "Mister"),
    ("Mrs", "Missus"),
    ("Ms", "Miz"),
    ("Prof", "Professor"),
    ("Gen", "General"),
    ("Sen", "Senator"),
    ("Rep", "Representative"),
    ("Gov", "Governor"),
    ("Capt", "Captain"),
    ("Sgt", "Sergeant"),
    ("Lt", "Lieutenant"),
    ("Jr", "Junior"),
    ("Sr", "Senior"),
    ("vs", "versus"),
    ("etc", "et cetera"),
    ("e.g", "for example"),
    ("i.e", "that is"),
    ("approx", "approximately"),
    ("dept", "department"),
    ("Dept", "Department"),
    ("Inc", "Incorporated"),
    ("Ltd", "Limited"),
    ("Corp", "Corporation"),
    ("Ave", "Avenue"),
    ("Blvd", "Boulevard"),
    ("Rd", "Road"),
    ("Jan", "January"),
    ("Feb", "February"),
    ("Aug", "August"),
    ("Sept", "September"),
    ("Sep", "September"),
    ("Oct", "October"),
    ("Nov", "November"),
    ("Dec", "December"),
];

pub fn read(text: &str) -> String {
    static KNOWN: LazyLock<Regex> = LazyLock::new(|| {
        let short: Vec<String> = ALWAYS.iter().map(|(short, _)| regex::escape(short)).collect();
        pattern(&format!(r"\b({})\.(\s|,|$)", short.join("|")))
    });
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:No|no|Nr)\.\s?(\d)"));
    static DOCTOR: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(Dr|St)\.?\s([A-Z])"));
    static STREET: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(Dr|St)\.?($|[\s,.])"));
    static INITIALS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:[A-Z]\.){2,}"));
    let text = KNOWN.replace_all(text, |found: &Captures| {
        let full = ALWAYS.iter().find(|(short, _)| *short == &found[1]).map_or("", |(_, full)| full);
        // At the end of a text the period ends the sentence, too.
        let end = if found[2].is_empty() { "." } else { &found[2] };
        format!("{full}{end}")
    });
    let text = NUMBERED.replace_all(&text, "number $1");
    let text = DOCTOR.replace_all(&text, |found: &Captures| {
        format!("{} {}", if &found[1] == "Dr" { "Doctor" } else { "Saint" }, &found[2])
    });
    let text = STREET.replace_all(&text, |found: &Captures| {
        format!("{}{}", if &found[1] == "Dr" { "Drive" } else { "Street" }, &found[2])
    });
    // Letter by letter, whatever word they would make.
    INITIALS
        .replace_all(&text, |found: &Captures| found[0].replace('.', " ").trim_end().to_owned())
        .into_owned()
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern, run by the test below")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_said_in_full() {
        let table = [
            ("Dr. Kim and Mr. Lee", "Doctor Kim and Mister Lee"),
            ("St. Paul lives at 5 Main St.", "Saint Paul lives at 5 Main Street"),
            ("12 Lake Dr., Austin", "12 Lake Drive, Austin"),
            ("cats, dogs, etc.", "cats, dogs, et cetera."),
            ("e.g. rice", "for example rice"),
            ("Korea vs. Japan", "Korea versus Japan"),
            ("No. 5", "number 5"),
            ("no.", "no."),
            ("the U.S. economy", "the U S economy"),
            ("Nov. 23", "November 23"),
            ("3 p.m. today", "3 p.m. today"),
        ];
        for (text, expected) in table {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
