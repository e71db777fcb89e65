//! The index through its door: what is found, what changes, what is kept.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod changing;
mod finding;
mod keeping;
mod shapes;
