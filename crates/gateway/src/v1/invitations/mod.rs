//! Links by which people come in.

pub mod accept;
pub mod create;
pub mod list;
pub mod withdraw;
