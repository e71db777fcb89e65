//! A recogniser of somebody's own classes, taught by a few photos of each.
//!
//! Two ways to tell classes apart are tried on the photos' vectors: nearness to the middle of a class, and a linear
//! judgement. Each photo is judged by what the others alone would teach (leave-one-out); the way that gets more of them
//! right is taken, the simpler one when both are as good. What is like no class is told to be none of them.

mod calibrate;
mod descend;
mod kept;
mod lesson;
mod linear;
mod logistic;
mod prototype;
mod recogniser;
mod report;
mod rows;
mod strange;

pub use kept::KeptError;
pub use lesson::{Example, Lesson, Taught, TeachError, teach};
pub use recogniser::{Recognised, Recogniser};
pub use report::{ClassReport, Doubt, Head, Report, Share, Why};
