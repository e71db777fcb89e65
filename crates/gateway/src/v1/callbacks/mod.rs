//! Answers of skills that said they would come later.

pub mod answer;
