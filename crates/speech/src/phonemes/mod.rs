//! Words to Kokoro's phonemes.

pub mod korean;
