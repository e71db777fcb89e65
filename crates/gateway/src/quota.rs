//! How partners' keys are told what is left of their rate: the headers `RateLimit`, `RateLimit-Policy` and `Retry-After`.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::rate::{Standing, WINDOW};

const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// Where whoever counts a request writes down how its sender stands.
#[derive(Clone, Default)]
pub struct Tally(Arc<Mutex<Option<(&'static str, Standing)>>>);

impl Tally {
    /// Of several that are counted the tightest is told.
    pub fn note(&self, policy: &'static str, standing: Standing) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tighter =
            |(_, before): (&str, Standing)| (standing.allowed, standing.left) < (before.allowed, before.left);
        if noted.is_none_or(tighter) {
            *noted = Some((policy, standing));
        }
    }
}

/// The middleware.
pub async fn tell(mut request: Request, next: Next) -> Response {
    let tally = Tally::default();
    request.extensions_mut().insert(tally.clone());
    let mut response = next.run(request).await;
    let noted = *tally.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((policy, Standing { allowed, most, left, more_in })) = noted {
        let window = WINDOW.as_secs();
        let headers = response.headers_mut();
        let mut set = |name: HeaderName, text: String| {
            headers.insert(name, HeaderValue::from_str(&text).expect("numbers and plain names"));
        };
        set(RATE_LIMIT_POLICY, format!("\"{policy}\";q={most};w={window}"));
        set(RATE_LIMIT, format!("\"{policy}\";r={left};t={more_in}"));
        if !allowed {
            set(header::RETRY_AFTER, more_in.to_string());
        }
    }
    response
}
