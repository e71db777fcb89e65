//! Partners: organisations that keep bots here.

pub mod audit;
pub mod bots;
pub mod create;
pub mod get;
pub mod invitations;
pub mod keys;
pub mod list;
pub mod members;
pub mod rename;
