//! Bots of partners that people add.

pub mod add;
pub mod list;
pub mod mine;
pub mod remove;
