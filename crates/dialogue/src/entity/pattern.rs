//! Entities that a regular expression describes: order numbers, licence plates, sizes.

use regex::{Regex, RegexBuilder};

use super::{EntityError, Match};

/// An expression may be so long, and its automaton so large; both keep a hostile one from costing anything.
const LONGEST: usize = 1000;
const LARGEST: usize = 1 << 20;
/// A longer text is not looked through.
const MOST_BYTES: usize = 16 << 10;
const MOST_MATCHES: usize = 50;

/// One entity's expression.
#[derive(Clone, Debug)]
pub struct Pattern {
    entity: String,
    expression: Regex,
}

impl Pattern {
    /// The expression is compared without regard to case. Where it has a group, the first is the value.
    pub fn new(entity: &str, expression: &str) -> Result<Self, EntityError> {
        let wrong = |reason: String| EntityError::Expression { expression: expression.to_owned(), reason };
        if expression.trim().is_empty() || expression.len() > LONGEST {
            return Err(wrong(format!("it has {} bytes; 1 to {LONGEST} may be", expression.len())));
        }
        let built = RegexBuilder::new(expression)
            .case_insensitive(true)
            .size_limit(LARGEST)
            .dfa_size_limit(LARGEST)
            .build();
        let expression = built.map_err(|error| wrong(said(&error)))?;
        if expression.is_match("") {
            return Err(wrong("it matches nothing at all as well; ask for at least one letter".into()));
        }
        Ok(Self { entity: entity.to_owned(), expression })
    }

    /// Where it stands in a sentence. The engine's time grows with the text, never faster.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Match> {
        if text.len() > MOST_BYTES {
            return Vec::new();
        }
        let found = self.expression.captures_iter(text).take(MOST_MATCHES);
        let value = |captures: regex::Captures<'_>| {
            let whole = captures.get(0).expect("a match is there");
            let value = captures.iter().skip(1).flatten().next().unwrap_or(whole);
            Match {
                entity: self.entity.clone(),
                entry: value.as_str().to_owned(),
                role: None,
                span: whole.range(),
                text: whole.as_str().to_owned(),
                score: 1.0,
                others: Vec::new(),
            }
        };
        found.map(value).collect()
    }
}

/// The library draws the place with several lines; its last says what is wrong.
fn said(error: &regex::Error) -> String {
    match error {
        regex::Error::CompiledTooBig(_) => "it needs too much memory; make its repetitions smaller".into(),
        error => {
            let text = error.to_string();
            let last = text.lines().last().unwrap_or_default();
            last.trim().trim_start_matches("error: ").to_owned()
        }
    }
}
