//! Bots and knowledge that were put into the data folder.

pub mod calls;
pub mod list;
pub mod reload;
