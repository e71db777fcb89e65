//! Photos that belong to a conversation.

pub mod get;
pub mod keep;
