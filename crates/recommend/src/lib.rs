//! Recommendations: feedback in, ranked items out.

mod catalog;
pub mod choose;
mod factors;
mod gram;
pub mod import;
mod interactions;
pub mod judge;
mod kept;
pub mod learn;
mod model;
mod noise;
mod serve;
mod top;
mod vectors;

pub use catalog::{Catalog, Doing, Doings, FeedbackError, check};
pub use factors::Factors;
pub use interactions::{Event, Interaction, Interactions, Sparse};
pub use kept::ModelError;
pub use model::{Model, Report, ReportLine};
pub use serve::{Filter, MOST_COUNT, Reason, Recommended, Request, RequestError, Shelf};
