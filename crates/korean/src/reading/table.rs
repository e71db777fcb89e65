//! Readings kept as data: one entry a line, the writing and then the reading, `#` begins a comment.

use std::collections::HashMap;

/// Writing to reading; an underscore in the reading is a space.
pub(super) type Table = HashMap<String, String>;

pub(super) fn parse(text: &str) -> Table {
    let entry = |line: &str| {
        let mut columns = line.split_whitespace();
        let (writing, reading) = (columns.next()?, columns.next()?);
        (!writing.starts_with('#')).then(|| (writing.to_owned(), reading.replace('_', " ")))
    };
    text.lines().filter_map(entry).collect()
}

/// The writings as one alternation, longer ones first.
pub(super) fn alternatives(table: &Table) -> String {
    let mut writings: Vec<&str> = table.keys().map(String::as_str).collect();
    writings.sort_by_key(|writing| (std::cmp::Reverse(writing.len()), *writing));
    writings.iter().map(|writing| regex::escape(writing)).collect::<Vec<_>>().join("|")
}
