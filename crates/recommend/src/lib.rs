//! Recommendations: feedback in, ranked items out.
//!
//! ```text
//! let mut shelf = Shelf::new(catalog);                       // items, and what people did with them
//! shelf.recommend(&request, now)?;                           // what is popular, until something is learnt
//! let mut trials = Trials::from_bytes(&kept).kept_by(|bytes| ...);  // learning that was stopped goes on where it was
//! let model = Model::learn(Lesson::of(&shelf.catalog), now, &limits, &progress, &halt, &mut trials)?;
//! shelf.serve(model.into());                                 // from the next request on
//! shelf.catalog.record(&feedback, now)?;                     // counts from the next request on
//! ```
//!
//! `catalog` is what is known, as far as `check` lets it in; `learn` has the learners, each from the interactions alone; `judge` holds back and
//! measures; `choose` looks for settings and a mixture; `model` and `kept` are what came out, `serve` what is answered
//! from it. Pure computation: files, the clock and threads' number are the caller's.
//!
//! Adding a learner: a file in `learn/`, a [`choose::Recipe`] and a [`choose::Piece`], its search in
//! `choose/search.rs`, and how it is kept in `kept/`.

mod catalog;
mod check;
pub mod choose;
pub mod demo;
mod embeddings;
mod factors;
mod gram;
pub mod import;
mod interactions;
pub mod judge;
mod kept;
pub mod learn;
mod lesson;
mod model;
mod noise;
mod serve;
mod top;
mod vectors;

pub use catalog::{Catalog, Doing, Doings, said_of};
pub use check::{FeedbackError, ItemError, check, check_item, is_name};
pub use embeddings::VectorError;
pub use factors::Factors;
pub use interactions::{Event, Interaction, Interactions, Sparse};
pub use kept::ModelError;
pub use lesson::Lesson;
pub use model::{Model, Report, ReportLine};
pub use serve::{
    Explanation, Filter, Hidden, Learner, MOST_COUNT, Ready, Reason, Recommended, Request, RequestError,
    Shelf, Speaks,
};
