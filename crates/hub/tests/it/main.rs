//! The hub from outside: a real store in a folder of its own, scripted engines, a clock that the test moves.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod admission;
mod alerts;
mod cards;
mod connections;
mod elsewhere;
mod galleries;
mod recommendations;
mod render;
mod suggestions;
mod turns;
mod voice;
mod window;
