//! `DELETE /v1/recommend/{catalog}/items/{item}`: one item goes.

use axum::extract::State;
use axum::http::StatusCode;

use crate::Gateway;
use crate::acting::Owner;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};

// ---- problems

problems!(BadRequest, SignInRequired, OwnerOnly, NotFound, StorageFull, StorageReadOnly);

// ---- operation

/// Remove an item.
///
/// What people did with it goes with it.
#[utoipa::path(
    delete,
    path = "/v1/recommend/{catalog}/items/{item}",
    operation_id = "removeItem",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    params(
        ("catalog" = String, Path, description = "The catalogue.", example = "films"),
        ("item" = String, Path, description = "The item's id.", example = "m12"),
    ),
    responses(
        (status = NO_CONTENT, description = "Removed."),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath((catalog, id)): FromPath<(String, String)>,
) -> Result<StatusCode, HttpProblem> {
    gateway.hub.remove_item(&catalog, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
