//! What is remembered of a person: seen, and erased.

pub mod forget;
pub mod forget_all;
pub mod list;
