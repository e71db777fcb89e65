//! The arithmetic that engines do with weights: products of matrices, and what lies between two of them.

pub mod attention;
pub mod convolution;
pub mod eight;
pub mod math;
pub mod pairs;
pub mod product;
pub mod tiles;
