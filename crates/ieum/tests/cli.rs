//! The command line, through the real binary: what it prints where, and how it exits.
//!
//! Only the tests of sound and of serving use the real models; those are in the standard cache folder, and nothing
//! here may fetch any: the package client is one that fails.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[path = "cli/ieum.rs"]
mod ieum;

#[path = "cli/ask.rs"]
mod ask;
#[path = "cli/bot.rs"]
mod bot;
#[path = "cli/config.rs"]
mod config;
#[path = "cli/doctor.rs"]
mod doctor;
#[path = "cli/help.rs"]
mod help;
#[path = "cli/models.rs"]
mod models;
#[path = "cli/person.rs"]
mod person;
#[path = "cli/recommend.rs"]
mod recommend;
#[path = "cli/see.rs"]
mod see;
#[path = "cli/serve.rs"]
mod serve;
#[path = "cli/sound.rs"]
mod sound;
#[cfg(target_os = "linux")]
#[path = "cli/storage.rs"]
mod storage;
