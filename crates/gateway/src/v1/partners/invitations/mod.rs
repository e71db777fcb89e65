//! Invitations to a partner.

pub mod create;
pub mod list;
pub mod withdraw;
