//! The rows of a Parquet file. Pages are read as they are needed: what is in memory at a time is one page of each column.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use jiff::{Timestamp, civil};
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row as Record};

use super::fields::{Row, Value};
use super::{LineError, Wrong};

/// What every such file begins with.
pub const MAGIC: &[u8] = b"PAR1";
/// No column of a row group is larger when it is unpacked, nor are there more columns.
const MOST_BYTES: i64 = 1 << 30;
const MOST_COLUMNS: usize = 1_000;

/// The rows of a file, one after the other, numbered from 1.
pub struct Rows {
    rows: Option<RowIter<'static>>,
    number: u64,
}

impl Rows {
    pub fn of_file(file: File) -> Result<Self, LineError> {
        Self::new(file)
    }

    pub fn of_bytes(bytes: Vec<u8>) -> Result<Self, LineError> {
        Self::new(Bytes::from(bytes))
    }

    fn new(input: impl ChunkReader + 'static) -> Result<Self, LineError> {
        let broken = |what: String| LineError { line: 1, what: Wrong::Broken(what) };
        let opened = guarded(|| {
            let reader = SerializedFileReader::new(input).map_err(|error| error.to_string())?;
            let metadata = reader.metadata();
            if metadata.file_metadata().schema_descr().num_columns() > MOST_COLUMNS {
                return Err(format!("it has more than {MOST_COLUMNS} columns"));
            }
            let groups = metadata.row_groups().iter().flat_map(|group| group.columns());
            if groups.into_iter().any(|column| !(0..=MOST_BYTES).contains(&column.uncompressed_size())) {
                return Err(format!("a column has more than {MOST_BYTES} bytes in a group of rows"));
            }
            let fields = metadata.file_metadata().schema().get_fields();
            let names: Vec<String> = fields.iter().map(|field| field.name().to_owned()).collect();
            Row::check_names(&names).map_err(|wrong| wrong.to_string())?;
            Ok(RowIter::from_file_into(Box::new(reader)))
        });
        Ok(Self { rows: Some(opened.map_err(broken)?), number: 0 })
    }
}

impl Iterator for Rows {
    type Item = Result<(u64, Row), LineError>;

    fn next(&mut self) -> Option<Self::Item> {
        let rows = self.rows.as_mut()?;
        let next = guarded(|| rows.next().transpose().map_err(|error| error.to_string()));
        self.number += 1;
        match next {
            Ok(record) => Some(Ok((self.number, row(record?)))),
            Err(what) => {
                // Where the next row begins is not known any more.
                self.rows = None;
                Some(Err(LineError { line: self.number, what: Wrong::Broken(what) }))
            }
        }
    }
}

/// The library panics at some broken files; what it has read of one is not touched again.
fn guarded<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err("its parts do not fit together".into()))
}

fn row(record: Record) -> Row {
    Row::new(record.into_columns().into_iter().map(|(name, field)| (name, value(field))))
}

fn value(field: Field) -> Value {
    match field {
        Field::ListInternal(list) => Value::List(list.elements().iter().cloned().filter_map(text).collect()),
        Field::Group(_) | Field::MapInternal(_) => Value::Nested(field.to_string()),
        field => Value::Text(text(field).unwrap_or_default()),
    }
}

/// Nothing where there is none.
fn text(field: Field) -> Option<String> {
    Some(match field {
        Field::Null => return None,
        Field::Str(text) => text,
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        Field::Date(days) => {
            let day = civil::Date::new(1970, 1, 1).ok()?.checked_add(jiff::Span::new().try_days(days).ok()?);
            day.ok()?.to_string()
        }
        Field::TimestampMillis(at) => Timestamp::from_millisecond(at).ok()?.to_string(),
        Field::TimestampMicros(at) => Timestamp::from_microsecond(at).ok()?.to_string(),
        Field::Float(number) => number.to_string(),
        Field::Double(number) => number.to_string(),
        other => other.to_string(),
    })
}
