//! `POST /v1/recommend/{catalog}/explanations`: why an item has its place.

use axum::Json;
use axum::extract::State;
use hub::Caller;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::Owner;
use crate::body::{FromJson, FromPath};
use crate::problem::{HttpProblem, problems};
use crate::wire::{Explanation, RecommendAsk};

// ---- request

/// Of which item, in the answer to which question.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Explain {
    item: String,
    #[serde(default)]
    ask: RecommendAsk,
}

// ---- problems

problems!(BadRequest, BodyTooLarge, SignInRequired, OwnerOnly, NotFound, EngineBusy, ShuttingDown);

// ---- operation

/// Explain a recommendation.
///
/// What each learner says of the item, which likings speak for it, its place before anything was hidden, and what hides it:
/// as numbers, and in sentences that a customer may read.
#[utoipa::path(
    post,
    path = "/v1/recommend/{catalog}/explanations",
    operation_id = "explain",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    params(
        ("catalog" = String, Path, description = "The catalogue.", example = "films"),
    ),
    request_body(content = Explain, example = json!({"item": "m12", "ask": {"customer": "u-8812"}})),
    responses(
        (status = OK, description = "Why.", body = Explanation, example = json!({"item": "m12", "title": "여름 바다", "place": 3, "of": 1682, "score": 2.1,
            "learners": [{"learner": "als", "share": 0.6, "score": 2.4}], "popularity": 0.1, "freshness": 0.0,
            "likings": [{"item": "m40", "title": "겨울 산", "by": 0.4}], "hidden": [],
            "told": {"ko": ["‘여름 바다’는 1682개 가운데 3번째로 잘 맞아요. 점수는 2.10점이에요."],
                "en": ["“여름 바다” is in place 3 of 1682, with a score of 2.10."]}})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    Owner { person }: Owner,
    FromPath(catalog): FromPath<String>,
    FromJson(Explain { item, ask }): FromJson<Explain>,
) -> Result<Json<Explanation>, HttpProblem> {
    let caller = Caller::sending(person.id);
    Ok(Json(gateway.hub.explain(&caller, &catalog, ask.into(), item).await?.into()))
}
