//! Version 1 of the API: a folder a subject, a file an operation.

pub mod bots;
pub mod callbacks;
pub mod connect;
pub mod conversations;
pub mod directory;
pub mod embeddings;
pub mod images;
pub mod invitations;
pub mod partners;
pub mod passkeys;
pub mod people;
pub mod pictures;
pub mod preferences;
pub mod recommend;
pub mod session;
pub mod speech;
pub mod turns;
pub mod vision;
