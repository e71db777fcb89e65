//! What they did.

pub mod add;
pub mod list;
pub mod remove;
