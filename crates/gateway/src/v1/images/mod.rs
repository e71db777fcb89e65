//! Pictures from elsewhere.

pub mod get;
