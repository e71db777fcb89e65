//! `PUT /v1/recommend/{catalog}/items`: items come, or change.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::Owner;
use crate::body::{FromJson, FromPath};
use crate::problem::{HttpProblem, problems};
use crate::wire::{Item, Outcome, check_count};

// ---- request

/// Items by their ids.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PutItems {
    /// 1 to 10,000.
    items: Vec<Item>,
}

// ---- problems

problems!(BadRequest, BodyTooLarge, SignInRequired, OwnerOnly, StorageFull, StorageReadOnly, ShuttingDown);

// ---- operation

/// Add or change items.
///
/// A catalogue is there with its first item. An item takes the place of the one with its id. Each that is wrong is
/// told with its place, and the others are taken.
#[utoipa::path(
    put,
    path = "/v1/recommend/{catalog}/items",
    operation_id = "putItems",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    params(
        ("catalog" = String, Path, description = "The catalogue.", example = "films"),
    ),
    request_body(content = PutItems, example = json!({"items": [{"id": "m12", "title": "여름 바다", "categories": ["드라마"]}]})),
    responses(
        (status = OK, description = "What became of them.", body = Outcome, example = json!({"taken": 1, "refused": []})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath(catalog): FromPath<String>,
    FromJson(PutItems { items }): FromJson<PutItems>,
) -> Result<Json<Outcome>, HttpProblem> {
    check_count("items", items.len())?;
    let items = items.into_iter().map(domain::Item::from).collect();
    Ok(Json(gateway.hub.put_items(&catalog, items).await?.into()))
}
