//! `POST /v1/recommend/{catalog}/learning`: learning begins.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::Gateway;
use crate::acting::Owner;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::wire::Learning;

// ---- problems

problems!(BadRequest, SignInRequired, OwnerOnly, NotFound, ShuttingDown);

// ---- operation

/// Learn.
///
/// In the background, unless that is going on already; the old model serves until the new one is whole. Catalogues in
/// which much has happened are learnt by themselves, so that this is seldom needed. What was stopped goes on where it was.
#[utoipa::path(
    post,
    path = "/v1/recommend/{catalog}/learning",
    operation_id = "beginLearning",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    params(
        ("catalog" = String, Path, description = "The catalogue.", example = "films"),
    ),
    responses(
        (status = ACCEPTED, description = "How far it is.", body = Learning, example = json!({"began": "2026-11-30T09:00:00Z", "step": "choosing learners", "done": 12})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath(catalog): FromPath<String>,
) -> Result<(StatusCode, Json<Learning>), HttpProblem> {
    let learning = gateway.hub.learn(&catalog).await?;
    Ok((StatusCode::ACCEPTED, Json(learning.into())))
}
