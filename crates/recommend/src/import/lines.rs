//! The rows of a file of text.

use std::io::Read;

use super::fields::{Row, Value};
use super::separated::Separated;
use super::texts::Texts;
use super::{LineError, Wrong};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Separated by this byte.
    Separated(u8),
    JsonLines,
}

impl Format {
    /// By the first line: an object, or names between tabs, semicolons or commas.
    pub fn guess(first_line: &str) -> Self {
        match first_line.trim_start().chars().next() {
            Some('{') => Self::JsonLines,
            _ => {
                let most = [b'\t', b';', b',']
                    .into_iter()
                    .max_by_key(|&separator| first_line.bytes().filter(|&byte| byte == separator).count());
                Self::Separated(most.unwrap_or(b','))
            }
        }
    }
}

/// The rows of a file, one after the other; no more than a few lines are in memory.
pub struct Lines<R> {
    texts: Texts<R>,
    /// None: JSON.
    separated: Option<Separated>,
}

impl<R: Read> Lines<R> {
    /// In the format that the first line shows.
    pub fn new(reader: R) -> Result<Self, LineError> {
        let mut texts = Texts::new(reader);
        let first = texts.next();
        let format = match &first {
            Some(Ok((_, text))) => Format::guess(text),
            _ => Format::Separated(b','),
        };
        texts.give_back(first.into_iter());
        Self::of(texts, format)
    }

    pub fn in_format(reader: R, format: Format) -> Result<Self, LineError> {
        Self::of(Texts::new(reader), format)
    }

    fn of(mut texts: Texts<R>, format: Format) -> Result<Self, LineError> {
        let separated = match format {
            Format::JsonLines => None,
            Format::Separated(separator) => Some(Separated::new(&mut texts, separator)?),
        };
        Ok(Self { texts, separated })
    }
}

impl<R: Read> Iterator for Lines<R> {
    type Item = Result<(u64, Row), LineError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(separated) = &mut self.separated {
            return separated.next(&mut self.texts);
        }
        let row = |(line, text): (u64, String)| match Row::from_json(&text) {
            Ok(row) => Ok((line, row)),
            Err(error) => Err(LineError { line, what: Wrong::Unreadable(error.to_string()) }),
        };
        Some(self.texts.next()?.and_then(row))
    }
}

impl Row {
    fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text)?;
        let value = |value: serde_json::Value| match value {
            serde_json::Value::Array(list) => Value::List(list.into_iter().map(plain).collect()),
            serde_json::Value::Object(_) => Value::Nested(value.to_string()),
            other => Value::Text(plain(other)),
        };
        Ok(Self::new(object.into_iter().map(|(name, own)| (name, value(own)))))
    }
}

fn plain(value: serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text,
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    }
}
