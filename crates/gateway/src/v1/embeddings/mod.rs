//! Sentences as vectors, in the form of OpenAI's interface.

pub mod create;
