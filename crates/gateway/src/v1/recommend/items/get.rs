//! `GET /v1/recommend/{catalog}/items/{item}`: one item.

use axum::Json;
use axum::extract::State;

use crate::Gateway;
use crate::acting::Owner;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::wire::Item;

// ---- problems

problems!(BadRequest, SignInRequired, OwnerOnly, NotFound);

// ---- operation

/// Read one item.
///
/// As it was put.
#[utoipa::path(
    get,
    path = "/v1/recommend/{catalog}/items/{item}",
    operation_id = "getItem",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    params(
        ("catalog" = String, Path, description = "The catalogue.", example = "films"),
        ("item" = String, Path, description = "The item's id.", example = "m12"),
    ),
    responses(
        (status = OK, description = "The item.", body = Item, example = json!({"id": "m12", "title": "여름 바다", "categories": ["드라마"], "labels": ["가족"], "text": "", "available": true})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath((catalog, id)): FromPath<(String, String)>,
) -> Result<Json<Item>, HttpProblem> {
    Ok(Json(gateway.hub.item(&catalog, &id).await?.into()))
}
