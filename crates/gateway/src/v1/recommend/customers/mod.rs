//! Whom it is recommended to.

pub mod forget;
pub mod get;
pub mod list;
pub mod put;
