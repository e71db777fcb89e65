//! The keys of a partner's programs.

pub mod create;
pub mod list;
pub mod revoke;
pub mod rotate;
