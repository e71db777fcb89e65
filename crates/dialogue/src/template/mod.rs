//! What a bot says: text with values in it, written once and right for every value.
//!
//! ```text
//! {{ item|을 }} {{ count|number }}개 주문[했어요|했습니다|했어].{% if note %} 메모: {{ note }}{% endif %}
//! ```
//!
//! - `{{ name }}` is a value. A particle behind it is chosen once the value is known: `{{ item|을 }}`, `{{ item }}을/를`,
//!   `{{ item }}은(는)`, `{{ place }}(으)로` are all understood; either form of a pair may be written.
//! - `{{ name|date }}`, `|time`, `|number`, `|money`, `|duration`, `|phone` write a value as people write it.
//! - `[해요|합니다|해]` are the three levels of politeness, of which the bot has chosen one; `{{ item|이에요 }}` follows it
//!   too. Endings are never made up: what is not written is not said.
//! - `{% if name %}…{% else %}…{% endif %}` says something only when a value is there; also `if not name` and
//!   `if name == "값"`.
//!
//! Adding a filter: a variant of `Filter` in `parse.rs`, and how it writes in `format.rs`.

use std::collections::BTreeMap;

use domain::Language;
use jiff::civil::Date;

mod fill;
mod format;
mod parse;
mod variation;

pub use fill::Filled;
pub use format::Value;
pub use variation::pick;

use parse::Part;

/// Values by name.
pub type Values = BTreeMap<String, Value>;

/// A text with places for values.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    parts: Vec<Part>,
}

/// How it is said.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    pub language: Language,
    pub level: Level,
    /// Dates of this year are written without it.
    pub today: Date,
}

/// How polite a bot is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// 해요체
    #[default]
    Polite,
    /// 합쇼체
    Formal,
    /// 해체
    Plain,
}

/// What is wrong with a template, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {reason}")]
pub struct TemplateError {
    pub line: usize,
    pub column: usize,
    pub reason: String,
}

impl Template {
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        parse::parse(text)
    }

    /// The names of all values, each once.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        parse::places(&self.parts, &mut |name, _| names.push(name));
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Whether all values that it names are among these.
    pub fn check(&self, known: &[&str]) -> Result<(), TemplateError> {
        let mut wrong = None;
        parse::places(&self.parts, &mut |name, (line, column)| {
            if wrong.is_none() && !known.contains(&name) {
                wrong = Some(TemplateError { line, column, reason: unknown(name, known) });
            }
        });
        wrong.map_or(Ok(()), Err)
    }

    /// The text with its values. What is not there stays away, and is told in [`Filled::missing`].
    #[must_use]
    pub fn fill(&self, values: &Values, manner: &Manner) -> Filled {
        fill::fill(&self.parts, values, manner)
    }
}

impl Level {
    /// By its name in a bot file.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "해요체" | "polite" => Some(Self::Polite),
            "합쇼체" | "formal" => Some(Self::Formal),
            "해체" | "plain" => Some(Self::Plain),
            _ => None,
        }
    }
}

fn unknown(name: &str, known: &[&str]) -> String {
    let near = known.iter().copied().min_by_key(|other| edits(name, other));
    match near.filter(|other| edits(name, other) <= 1 + name.chars().count() / 3) {
        Some(near) => format!("there is no value {name:?}; do you mean {near:?}?"),
        None if known.is_empty() => format!("there is no value {name:?}; there are none here"),
        None => format!("there is no value {name:?}; there are {}", known.join(", ")),
    }
}

/// Levenshtein's distance.
fn edits(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let swap = before + usize::from(a != *b);
            before = row[j + 1];
            row[j + 1] = swap.min(row[j] + 1).min(before + 1);
        }
    }
    row[other.len()]
}
