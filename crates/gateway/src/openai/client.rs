//! The program that asks, within its rate.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::Code;
use hub::Caller;

use crate::Gateway;
use crate::problem::HttpProblem;
use crate::signed_in::SignedIn;

/// A program of a person, or the person.
pub struct Client(pub Caller);

impl FromRequestParts<Gateway> for Client {
    type Rejection = HttpProblem;

    async fn from_request_parts(parts: &mut Parts, gateway: &Gateway) -> Result<Self, HttpProblem> {
        let SignedIn { person, .. } = SignedIn::from_request_parts(parts, gateway).await?;
        if gateway.rate.allows(person.id) {
            Ok(Self(Caller::sending(person.id)))
        } else {
            let most = gateway.settings.limits.requests_a_minute;
            Err(HttpProblem::new(Code::TooManyRequests, format!("at most {most} requests a minute")))
        }
    }
}
