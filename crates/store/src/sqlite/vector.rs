//! Vectors as they are kept: eight bits a number.

use sqlx::sqlite::SqliteRow;

use super::row;
use crate::StoreError;

/// What one of the numbers is worth, and the numbers.
pub(super) fn in_eight_bits(vector: &[f32]) -> (f32, Vec<u8>) {
    let largest = vector.iter().fold(0.0_f32, |most, x| most.max(x.abs()));
    let step = if largest > 0.0 { largest / 127.0 } else { 1.0 };
    (step, vector.iter().map(|x| (x / step).round() as i8 as u8).collect())
}

/// From the columns `step` and `numbers`.
pub(super) fn vector(row: &SqliteRow) -> Result<Vec<f32>, StoreError> {
    let (step, numbers): (f32, &[u8]) = (row::column(row, "step")?, row::column(row, "numbers")?);
    Ok(numbers.iter().map(|&number| f32::from(number as i8) * step).collect())
}
