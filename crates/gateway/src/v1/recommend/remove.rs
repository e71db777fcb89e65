//! `DELETE /v1/recommend/{catalog}`: a catalogue goes.

use axum::extract::State;
use axum::http::StatusCode;

use crate::Gateway;
use crate::acting::Owner;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};

// ---- problems

problems!(BadRequest, SignInRequired, OwnerOnly, NotFound, StorageFull, StorageReadOnly);

// ---- operation

/// Remove a catalogue.
///
/// Its items, its customers, everything they did, and what was learnt are erased for good.
#[utoipa::path(
    delete,
    path = "/v1/recommend/{catalog}",
    operation_id = "removeCatalog",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    params(
        ("catalog" = String, Path, description = "The catalogue.", example = "films"),
    ),
    responses(
        (status = NO_CONTENT, description = "Removed."),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath(catalog): FromPath<String>,
) -> Result<StatusCode, HttpProblem> {
    gateway.hub.remove_catalog(&catalog).await?;
    Ok(StatusCode::NO_CONTENT)
}
