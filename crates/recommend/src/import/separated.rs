//! Values between separators, with a first line of names. A value in quotation marks may go over several lines; where a mark
//! is not closed only its own line is lost.

use std::io::Read;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder, Terminator};

use super::fields::{Row, Value};
use super::texts::{Line, Texts};
use super::{LineError, Wrong};

pub(super) struct Separated {
    parser: Reader,
    names: Vec<String>,
}

/// No value goes over more lines.
const MOST_LINES: usize = 50;

impl Separated {
    pub fn new<R: Read>(texts: &mut Texts<R>, separator: u8) -> Result<Self, LineError> {
        let parser = ReaderBuilder::new().delimiter(separator).terminator(Terminator::Any(b'\n')).build();
        let mut separated = Self { parser, names: Vec::new() };
        let Some(first) = texts.next() else { return Ok(separated) };
        let (line, text) = first?;
        let wrong = |what| LineError { line, what };
        let names = separated.parse(&text).ok_or_else(|| wrong(Wrong::Quotes))?;
        separated.names = names.into_iter().map(|name| name.trim().to_owned()).collect();
        Row::check_names(&separated.names).map_err(wrong)?;
        Ok(separated)
    }

    pub fn next<R: Read>(&mut self, texts: &mut Texts<R>) -> Option<Result<(u64, Row), LineError>> {
        let (line, text) = match texts.next()? {
            Ok(read) => read,
            Err(error) => return Some(Err(error)),
        };
        let values = self.parse(&text).or_else(|| self.over_lines(text, texts));
        let row = values.ok_or(Wrong::Quotes).and_then(|values| self.row(values));
        Some(row.map(|row| (line, row)).map_err(|what| LineError { line, what }))
    }

    fn row(&self, mut values: Vec<String>) -> Result<Row, Wrong> {
        // Spreadsheets fill lines up.
        while values.len() > self.names.len() && values.last().is_some_and(|value| value.trim().is_empty()) {
            values.pop();
        }
        if values.len() != self.names.len() {
            return Err(Wrong::Columns { values: values.len(), names: self.names.len() });
        }
        Ok(Row::new(self.names.iter().cloned().zip(values.into_iter().map(Value::Text))))
    }

    /// The values of a text that begins in one line and ends in another. None, and the lines are given back, when it does not
    /// end, or when a line on the way is plainly one of its own.
    fn over_lines<R: Read>(&mut self, mut text: String, texts: &mut Texts<R>) -> Option<Vec<String>> {
        let mut ahead: Vec<Line> = Vec::new();
        while ahead.len() < MOST_LINES {
            let Some(line) = texts.next_of_any_kind() else { break };
            ahead.push(line);
            let Some(Ok((_, line))) = ahead.last() else { break };
            let closed = line.bytes().filter(|&byte| byte == b'"').count() % 2 == 0;
            let names = self.names.len();
            let whole = |values: &Vec<String>| values.len() == names && names > 1;
            if closed && self.parse(line).as_ref().is_some_and(whole) {
                break;
            }
            text.push('\n');
            text.push_str(line);
            if let Some(values) = self.parse(&text) {
                if values.len() == names {
                    return Some(values);
                }
                break;
            }
        }
        texts.give_back(ahead.into_iter());
        None
    }

    /// None when a quotation mark is open at the end.
    fn parse(&mut self, text: &str) -> Option<Vec<String>> {
        let input = [text.as_bytes(), b"\n"].concat();
        let (mut values, mut ends) = (vec![0; input.len()], vec![0; input.len() + 1]);
        self.parser.reset();
        let (result, _, _, fields) = self.parser.read_record(&input, &mut values, &mut ends);
        let mut begin = 0;
        let value = |end: &usize| {
            let value = String::from_utf8_lossy(&values[begin..*end]).into_owned();
            begin = *end;
            value
        };
        matches!(result, ReadRecordResult::Record).then(|| ends[..fields].iter().map(value).collect())
    }
}
