//! From a sentence to an intent and its values.
//!
//! The files of `data/intents/<language>/` are compiled once; a sentence is then read in one pass. Whatever else may
//! understand sentences later (by examples and vectors) answers with the same [`Understood`].

mod automaton;
mod intents;
mod sentence;
mod template;
mod understander;

pub use intents::DialogueError;
pub use sentence::Sentence;
pub use understander::{Several, Understander, Understood};
