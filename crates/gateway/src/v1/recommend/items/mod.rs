//! What can be recommended.

pub mod get;
pub mod image;
pub mod list;
pub mod next;
pub mod put;
pub mod remove;
pub mod similar;
