//! Conversations and their turns.

pub mod list;
pub mod turns;
