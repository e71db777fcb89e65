//! Vectors in, the nearest out.
//!
//! An [`Index`] keeps vectors of one width under keys and finds those that point most nearly the same way. Few vectors
//! are looked at one by one, and what comes out is exact; many are linked to a graph that is walked
//! (`graph/mod.rs`), which finds nearly all of the nearest. Vectors come and go while others search.
//!
//! A vector is kept in halves, which is as exact as similarities here are, and in eight bits a number, which is what
//! searches read (`code.rs`).

mod code;
mod duplicates;
mod error;
mod graph;
mod index;
mod kept;
mod kernel;
mod rank;
mod records;
mod scratch;
mod search;
mod share;
mod state;
mod vectors;

pub use duplicates::Pair;
pub use error::{NearestError, ReadError};
pub use index::{Index, MOST_VECTORS, MOST_WIDTH, Neighbour, Settings};
