//! What can be recommended.

pub mod get;
pub mod list;
pub mod put;
pub mod remove;
pub mod similar;
