//! What a reader noticed, for the partner whose server it is.

use std::fmt;

use domain::Language;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It is shown nevertheless, as the sender will have meant it.
    Warning,
    /// Something could not be shown, or was cut.
    Error,
}

/// Something of an answer that is not as the contract says. Never shown to the person who asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where: `template.outputs[0].carousel.items[2].title`. Empty: the answer as a whole.
    pub path: String,
    pub severity: Severity,
    /// What the contract says, and what was done about it.
    pub korean: String,
    pub english: String,
    /// What was sent, as far as it is short.
    pub sent: String,
}

impl Finding {
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Korean => &self.korean,
            Language::English => &self.english,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() { "(the answer)" } else { &self.path };
        write!(f, "{path}: {}", self.english)
    }
}
