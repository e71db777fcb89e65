//! `GET /v1/recommend/{catalog}/learning`: how learning goes.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::Owner;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::wire::{Learning, LearntReport};

// ---- response

/// The lesson that goes on or was the last since the start, and what serves.
#[derive(Serialize, ToSchema)]
pub struct Lessons {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub learning: Option<Learning>,
    /// What the model that serves tells of itself; without it, what is popular is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<LearntReport>,
}

// ---- problems

problems!(BadRequest, SignInRequired, OwnerOnly, NotFound);

// ---- operation

/// See how learning goes.
///
/// How far it is, and how well the model that serves foretells what people like: a fifth of it was held back and
/// foretold from the rest.
#[utoipa::path(
    get,
    path = "/v1/recommend/{catalog}/learning",
    operation_id = "tellLearning",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    params(
        ("catalog" = String, Path, description = "The catalogue.", example = "films"),
    ),
    responses(
        (status = OK, description = "How it goes.", body = Lessons, example = json!({"learning": {"began": "2026-11-30T09:00:00Z", "step": "choosing learners", "done": 12}})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath(catalog): FromPath<String>,
) -> Result<Json<Lessons>, HttpProblem> {
    let (learning, model) = gateway.hub.learning(&catalog).await?;
    let model = model.map(|(at, report)| LearntReport::new(at, report));
    Ok(Json(Lessons { learning: learning.map(Learning::from), model }))
}
