//! The job that learns.

pub mod begin;
pub mod stop;
pub mod tell;
