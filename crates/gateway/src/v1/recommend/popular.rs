//! `GET /v1/recommend/{catalog}/popular`: what is popular.

use axum::Json;
use axum::extract::State;
use hub::Caller;

use crate::Gateway;
use crate::acting::Owner;
use crate::body::{FromPath, FromQuery};
use crate::problem::{HttpProblem, problems};
use crate::wire::{HowMany, Recommendations};

// ---- problems

problems!(BadRequest, SignInRequired, OwnerOnly, NotFound, EngineBusy, ShuttingDown);

// ---- operation

/// Find what is popular.
///
/// What most people like now: popularity halves every 30 days, and counts everybody once for each item.
#[utoipa::path(
    get,
    path = "/v1/recommend/{catalog}/popular",
    operation_id = "popularItems",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    params(
        ("catalog" = String, Path, description = "The catalogue.", example = "films"),
        HowMany,
    ),
    responses(
        (status = OK, description = "The best first.", body = Recommendations, example = json!({"recommendations": [{"item": {"id": "m12", "title": "여름 바다", "categories": ["드라마"], "labels": ["가족"], "text": "", "available": true}, "score": 9.2, "reason": {"ko": "요즘 인기가 많아서", "en": "because many like it now"}}]})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    Owner { person }: Owner,
    FromPath(catalog): FromPath<String>,
    FromQuery(many): FromQuery<HowMany>,
) -> Result<Json<Recommendations>, HttpProblem> {
    let (count, filter) = many.read();
    let shown = gateway.hub.popular(&Caller::sending(person.id), &catalog, count, filter).await?;
    Ok(Json(shown.into()))
}
