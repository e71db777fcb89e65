//! What people do with the messenger, one file each.

pub mod accessibility;
pub mod alerts;
pub mod appearance;
pub mod cards;
pub mod connection;
pub mod console;
pub mod history;
pub mod numbers;
pub mod passkeys;
pub mod photos;
pub mod recommendations;
pub mod sign_in;
pub mod speech;
pub mod tabs;
pub mod typing;
