//! The addresses that servers written for Kakao's chatbots know: bots speak first (the Event API), and a KakaoTalk channel's
//! bot may hand what it does not understand to us ([`channel`]).
//!
//! Shapes and words are the contract's; `skills` has them.

pub mod channel;
pub mod talk;
pub mod task;

use axum::http::{HeaderName, header};
use axum::response::IntoResponse;

/// JSON that is written already.
fn written(json: String) -> impl IntoResponse {
    let kind: [(HeaderName, &str); 1] = [(header::CONTENT_TYPE, "application/json; charset=UTF-8")];
    (kind, json)
}
