//! The `ieum` binary.
fn main() {}
