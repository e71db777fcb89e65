//! Columns to values: whatever does not read back as it was written is damage, not a panic.

use std::str::FromStr;

use jiff::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{Decode, Row, Sqlite, Type};

use crate::StoreError;

pub(super) fn column<'r, T>(row: &'r SqliteRow, name: &'static str) -> Result<T, StoreError>
where
    T: Decode<'r, Sqlite> + Type<Sqlite>,
{
    row.try_get(name).map_err(|error| StoreError::Damaged(error.to_string()))
}

pub(super) fn id<T: FromStr>(row: &SqliteRow, name: &'static str) -> Result<T, StoreError> {
    parse_id(column(row, name)?, name)
}

pub(super) fn optional_id<T: FromStr>(row: &SqliteRow, name: &'static str) -> Result<Option<T>, StoreError> {
    let text: Option<&str> = column(row, name)?;
    text.map(|text| parse_id(text, name)).transpose()
}

pub(super) fn time(row: &SqliteRow, name: &'static str) -> Result<Timestamp, StoreError> {
    parse_time(column(row, name)?)
}

pub(super) fn optional_time(row: &SqliteRow, name: &'static str) -> Result<Option<Timestamp>, StoreError> {
    let microseconds: Option<i64> = column(row, name)?;
    microseconds.map(parse_time).transpose()
}

pub(super) fn parse_time(microseconds: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(microseconds).map_err(|error| StoreError::Damaged(error.to_string()))
}

/// A whole number that is never negative.
pub(super) fn count<T: TryFrom<i64>>(row: &SqliteRow, name: &'static str) -> Result<T, StoreError> {
    let number: i64 = column(row, name)?;
    T::try_from(number).map_err(|_| StoreError::Damaged(format!("{name} is {number}")))
}

/// One of a few names.
pub(super) fn named<T>(
    row: &SqliteRow,
    name: &'static str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<T, StoreError> {
    let text: &str = column(row, name)?;
    read(text).ok_or_else(|| StoreError::Damaged(format!("{name} {text:?} is not known")))
}

/// The hash of a secret.
pub(super) fn hash(bytes: &[u8]) -> Result<[u8; 32], StoreError> {
    bytes.try_into().map_err(|_| StoreError::Damaged("the hash of a secret".into()))
}

/// All rows, or the first damage.
pub(super) fn all<T>(
    rows: &[SqliteRow],
    read: impl Fn(&SqliteRow) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    rows.iter().map(read).collect()
}

fn parse_id<T: FromStr>(text: &str, name: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::Damaged(format!("{name} {text:?} is not an id")))
}
