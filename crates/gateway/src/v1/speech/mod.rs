//! The ears and the voice alone.

pub mod recognize;
pub mod synthesize;
