//! Skill servers on spare ports: calling them, and checking them.

#![expect(clippy::unwrap_used, reason = "a test's own servers and addresses")]

mod calling;
mod checking;
mod server;
