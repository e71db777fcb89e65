//! The people of a partner.

pub mod change;
pub mod list;
pub mod remove;
