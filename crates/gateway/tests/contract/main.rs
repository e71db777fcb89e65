//! The gateway from outside: a real listener, real sockets, a real store, and engines that follow a script.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

mod bots;
mod chat;
mod connect;
mod embeddings;
mod history;
mod openai;
mod openapi;
mod outside;
mod preferences;
mod recommend;
mod sign_in;
mod skills;
mod speech;
mod stage;
mod tls;
mod turns;
mod unruly;
mod vision;
mod web;
mod wyoming;
