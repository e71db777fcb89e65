//! Recommendations: feedback in, ranked items out.

mod catalog;
pub mod choose;
mod factors;
mod gram;
mod interactions;
pub mod judge;
pub mod learn;
mod model;
mod noise;
mod top;
mod vectors;

pub use catalog::{Catalog, Doing, Doings, FeedbackError};
pub use factors::Factors;
pub use interactions::{Event, Interaction, Interactions, Sparse};
pub use model::{Model, Report, ReportLine};
