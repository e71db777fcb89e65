//! The endpoints that OpenAI's clients know, on our engines: a file an operation, in the form of `v1/`.
//!
//! A program that was written for OpenAI's audio needs another base URL and nothing else. What differs is said where it
//! differs: only the models named by [`models`](names) exist, `instructions`, `temperature` and the like are taken and
//! change nothing, and problems are told in OpenAI's own [shape](problem).

pub mod chat;
mod client;
mod event;
mod form;
pub mod model;
pub mod models;
mod names;
pub mod outside;
pub mod problem;
pub mod speech;
mod text;
pub mod transcriptions;
pub mod translations;

pub use client::Client;
pub use names::Served;
