//! `GET /v1/recommend/{catalog}/items`: all of them, a page at a time.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::Owner;
use crate::body::{FromPath, FromQuery};
use crate::problem::{HttpProblem, problems};
use crate::wire::{Item, Paging};

// ---- response

/// A page.
#[derive(Serialize, ToSchema)]
pub struct Items {
    pub items: Vec<Item>,
    /// Where the next page begins, if there may be one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

// ---- problems

problems!(BadRequest, SignInRequired, OwnerOnly);

// ---- operation

/// List items.
///
/// By their ids, a page at a time.
#[utoipa::path(
    get,
    path = "/v1/recommend/{catalog}/items",
    operation_id = "listItems",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    params(
        ("catalog" = String, Path, description = "The catalogue.", example = "films"),
        Paging,
    ),
    responses(
        (status = OK, description = "The page.", body = Items, example = json!({"items": [{"id": "m12", "title": "여름 바다", "categories": ["드라마"], "labels": ["가족"], "text": "", "available": true}]})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath(catalog): FromPath<String>,
    FromQuery(paging): FromQuery<Paging>,
) -> Result<Json<Items>, HttpProblem> {
    let limit = paging.limit();
    let page = gateway.hub.items(&catalog, &paging.after.unwrap_or_default(), limit).await?;
    let next = page.last().filter(|_| page.len() == limit as usize).map(|last| last.id.clone());
    Ok(Json(Items { items: page.into_iter().map(Item::from).collect(), next }))
}
