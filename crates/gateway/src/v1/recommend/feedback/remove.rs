//! `DELETE /v1/recommend/{catalog}/feedback/{customer}/{item}`: something is taken back.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::Gateway;
use crate::acting::Owner;
use crate::body::{FromPath, FromQuery};
use crate::problem::{HttpProblem, problems};

// ---- request and response

/// Which.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Of this kind alone, as it was told; without it, all of it.
    kind: Option<String>,
}

/// How much that was.
#[derive(Serialize, ToSchema)]
pub struct Removed {
    pub removed: u64,
}

// ---- problems

problems!(BadRequest, SignInRequired, OwnerOnly, NotFound, StorageFull, StorageReadOnly);

// ---- operation

/// Take feedback back.
///
/// What a customer did with an item counts no more.
#[utoipa::path(
    delete,
    path = "/v1/recommend/{catalog}/feedback/{customer}/{item}",
    operation_id = "removeFeedback",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    params(
        ("catalog" = String, Path, description = "The catalogue.", example = "films"),
        ("customer" = String, Path, description = "The customer's id.", example = "u-8812"),
        ("item" = String, Path, description = "The item's id.", example = "m12"),
        Which,
    ),
    responses(
        (status = OK, description = "How much that was.", body = Removed, example = json!({"removed": 1})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath((catalog, customer, item)): FromPath<(String, String, String)>,
    FromQuery(which): FromQuery<Which>,
) -> Result<Json<Removed>, HttpProblem> {
    let removed = gateway.hub.remove_feedback(&catalog, &customer, &item, which.kind.as_deref()).await?;
    Ok(Json(Removed { removed }))
}
