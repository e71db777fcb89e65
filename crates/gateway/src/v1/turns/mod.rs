//! Turns: one utterance and its answer.

pub mod take;
pub mod trace;
