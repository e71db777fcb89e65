//! `GET /v1/recommend/{catalog}/items/{item}/next`: what comes after an item.

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

/// Find what comes next.
///
/// What people do soon after this item, with what is liked by the same people; where no order is known, what is similar.
#[utoipa::path(
    get,
    path = "/v1/recommend/{catalog}/items/{item}/next",
    operation_id = "nextItems",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    params(
        ("catalog" = String, Path, description = "The catalogue.", example = "films"),
        ("item" = String, Path, description = "The item's id.", example = "m12"),
        HowMany,
    ),
    responses(
        (status = OK, description = "The likeliest first.", body = Recommendations, example = json!({"recommendations": [{"item": {"id": "m12", "title": "여름 바다", "categories": ["드라마"], "labels": ["가족"], "text": "", "available": true}, "score": 1.8, "reason": {"ko": "‘겨울 산’ 다음으로 많이 찾으셔서", "en": "because people often come to it after “겨울 산”"}}]})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    Owner { person }: Owner,
    FromPath((catalog, item)): FromPath<(String, String)>,
    FromQuery(many): FromQuery<HowMany>,
) -> Result<Json<Recommendations>, HttpProblem> {
    let (count, filter) = many.read();
    let next = gateway.hub.next_items(&Caller::sending(person.id), &catalog, item, count, filter).await?;
    Ok(Json(next.into()))
}
