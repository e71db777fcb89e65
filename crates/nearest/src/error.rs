//! What can go wrong with vectors, and with an index that was kept.

use std::io;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NearestError {
    #[error("an index takes vectors of 1 to {most} numbers, not of {width}")]
    Width { width: usize, most: usize },
    #[error("the vector has {found} numbers; the others have {wanted}")]
    Length { found: usize, wanted: usize },
    #[error("number {at} of the vector is too large, or no number at all")]
    NotFinite { at: usize },
    #[error("the vector has no direction: all its numbers are zero")]
    Zero,
    #[error("the index is full: {most} vectors are the most")]
    Full { most: usize },
}

#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("the index cannot be read: {0}")]
    Io(#[from] io::Error),
    #[error("this is no index of ours, or one of another version: build it anew")]
    Unknown,
    #[error("the index is damaged ({0}): build it anew")]
    Damaged(&'static str),
}
