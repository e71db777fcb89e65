//! The photos of a gallery.

pub mod get;
pub mod image;
pub mod list;
pub mod put;
pub mod remove;
pub mod similar;
