//! `POST /v1/recommend/{catalog}/recommendations`: what to show.

use axum::Json;
use axum::extract::State;
use hub::Caller;

use crate::Gateway;
use crate::acting::Owner;
use crate::body::{FromJson, FromPath};
use crate::problem::{HttpProblem, problems};
use crate::wire::{RecommendAsk, Recommendations};

// ---- problems

problems!(BadRequest, BodyTooLarge, SignInRequired, OwnerOnly, NotFound, EngineBusy, ShuttingDown);

// ---- operation

/// Recommend items.
///
/// For a customer, a basket or both, from everything that is known by now, with a reason for each. What they liked or
/// dismissed is not shown again.
#[utoipa::path(
    post,
    path = "/v1/recommend/{catalog}/recommendations",
    operation_id = "recommend",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    params(
        ("catalog" = String, Path, description = "The catalogue.", example = "films"),
    ),
    request_body(content = RecommendAsk, example = json!({"customer": "u-8812", "basket": ["m40"], "count": 5})),
    responses(
        (status = OK, description = "The best first.", body = Recommendations, example = json!({"recommendations": [{"item": {"id": "m12", "title": "여름 바다", "categories": ["드라마"], "labels": ["가족"], "text": "", "available": true}, "score": 1.8, "reason": {"ko": "‘겨울 산’을 좋아하셔서", "en": "because you like “겨울 산”"}}]})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    Owner { person }: Owner,
    FromPath(catalog): FromPath<String>,
    FromJson(ask): FromJson<RecommendAsk>,
) -> Result<Json<Recommendations>, HttpProblem> {
    let shown = gateway.hub.recommend(&Caller::sending(person.id), &catalog, ask.into()).await?;
    Ok(Json(shown.into()))
}
