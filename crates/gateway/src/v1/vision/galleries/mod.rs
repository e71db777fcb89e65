//! Collections of photos.

pub mod duplicates;
pub mod get;
pub mod list;
pub mod photos;
pub mod put;
pub mod recognize;
pub mod remove;
pub mod teach;
