//! The lines of a file, as names and values.

use std::io::{BufRead, BufReader, Read};

use super::fields::{Row, Value};
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
        match first_line.trim_start_matches('\u{feff}').trim_start().chars().next() {
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

/// No line is longer: a longer one is refused, and so is what comes after it.
const LONGEST: u64 = 1 << 20;

/// The rows of a file, one after the other; no more than one is in memory.
pub struct Lines<R> {
    source: Source<R>,
    line: u64,
    broken: bool,
}

enum Source<R> {
    Separated { names: Vec<String>, records: csv::StringRecordsIntoIter<R> },
    Json(BufReader<R>),
}

impl<R: Read> Lines<R> {
    pub fn new(reader: R, format: Format) -> Result<Self, LineError> {
        let source = match format {
            Format::JsonLines => Source::Json(BufReader::new(reader)),
            Format::Separated(separator) => {
                let mut reader =
                    csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(reader);
                let names = reader.headers().map_err(|error| unreadable(1, &error))?;
                let names =
                    names.iter().map(|name| name.trim_start_matches('\u{feff}').trim().to_owned()).collect();
                Source::Separated { names, records: reader.into_records() }
            }
        };
        Ok(Self { source, line: 0, broken: false })
    }
}

impl<R: Read> Iterator for Lines<R> {
    type Item = Result<(u64, Row), LineError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.broken {
            return None;
        }
        match &mut self.source {
            Source::Separated { names, records } => match records.next()? {
                Ok(record) => {
                    self.line = record.position().map_or(self.line + 1, csv::Position::line);
                    let values = names.iter().zip(record.iter());
                    let row = values.map(|(name, value)| (name.clone(), Value::Text(value.to_owned())));
                    Some(Ok((self.line, Row::new(row))))
                }
                Err(error) => {
                    self.line = error.position().map_or(self.line + 1, csv::Position::line);
                    self.broken = error.is_io_error();
                    Some(Err(unreadable(self.line, &error)))
                }
            },
            Source::Json(reader) => {
                let mut text = String::new();
                loop {
                    text.clear();
                    self.line += 1;
                    match reader.by_ref().take(LONGEST).read_line(&mut text) {
                        Ok(0) => return None,
                        Ok(_) if text.trim().is_empty() => {}
                        Ok(_) => {
                            // Cut in the middle: where the next line begins is not known any more.
                            self.broken = text.len() as u64 == LONGEST && !text.ends_with('\n');
                            let row = Row::from_json(&text).map_err(|error| unreadable(self.line, &error));
                            return Some(row.map(|row| (self.line, row)));
                        }
                        Err(error) => {
                            self.broken = true;
                            return Some(Err(unreadable(self.line, &error)));
                        }
                    }
                }
            }
        }
    }
}

fn unreadable(line: u64, error: &dyn std::fmt::Display) -> LineError {
    LineError { line, what: Wrong::Unreadable(error.to_string()) }
}
