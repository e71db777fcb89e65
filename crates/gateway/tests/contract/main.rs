//! The gateway from outside: a real listener, real sockets, a real store, and engines that follow a script.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

mod bot_records;
mod bots;
mod cards;
mod chat;
mod connect;
mod directory;
mod embeddings;
mod history;
mod images;
mod keeper;
mod openai;
mod openapi;
mod outside;
mod partner_access;
mod partners;
mod passkeys;
mod preferences;
mod recommend;
mod sign_in;
mod sign_up;
mod skills;
mod speech;
mod stage;
mod tls;
mod turns;
mod unruly;
mod vision;
mod web;
mod wyoming;
