//! Reading requests, with a problem that names the field.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};

use crate::Gateway;
use crate::problem::HttpProblem;

/// A JSON body.
#[derive(FromRequest)]
#[from_request(via(axum::Json), rejection(HttpProblem))]
pub struct FromJson<T>(pub T);

/// A query string.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(HttpProblem))]
pub struct FromQuery<T>(pub T);

/// The parameters in a path.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(HttpProblem))]
pub struct FromPath<T>(pub T);

/// A body of bytes.
pub struct FromBody(pub Bytes);

impl FromRequest<Gateway> for FromBody {
    type Rejection = HttpProblem;

    async fn from_request(request: Request, gateway: &Gateway) -> Result<Self, HttpProblem> {
        Ok(Self(Bytes::from_request(request, gateway).await?))
    }
}
