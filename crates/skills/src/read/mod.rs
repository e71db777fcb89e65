//! How objects from outside are read: by the names of their fields, with a note of everything that is not as it should be.

mod fields;
mod notes;

pub use fields::{Fields, cut, written_out};
pub use notes::{Notes, Say};
