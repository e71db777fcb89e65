//! `DELETE /v1/recommend/{catalog}/learning`: learning stops.

use axum::extract::State;
use axum::http::StatusCode;

use crate::Gateway;
use crate::acting::Owner;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};

// ---- problems

problems!(BadRequest, SignInRequired, OwnerOnly, NotFound);

// ---- operation

/// Stop learning.
///
/// The old model goes on serving. Learning that begins again goes on where it was. When nothing is being learnt, nothing
/// happens.
#[utoipa::path(
    delete,
    path = "/v1/recommend/{catalog}/learning",
    operation_id = "stopLearning",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    params(
        ("catalog" = String, Path, description = "The catalogue.", example = "films"),
    ),
    responses(
        (status = NO_CONTENT, description = "It stops."),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath(catalog): FromPath<String>,
) -> Result<StatusCode, HttpProblem> {
    gateway.hub.stop_learning(&catalog).await?;
    Ok(StatusCode::NO_CONTENT)
}
