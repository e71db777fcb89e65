//! Photos that belong to a conversation.

pub mod forget;
pub mod get;
pub mod keep;
