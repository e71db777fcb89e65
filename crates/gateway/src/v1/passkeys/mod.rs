//! The passkeys of whoever asks.

pub mod add;
pub mod begin;
pub mod list;
pub mod remove;
pub mod rename;
