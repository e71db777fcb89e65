//! Who is asking.

pub mod me;
pub mod sign_in;
pub mod sign_out;
