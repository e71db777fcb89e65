//! `GET /v1/recommend`: which catalogues there are.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::Owner;
use crate::problem::{HttpProblem, problems};

// ---- response

/// All catalogues.
#[derive(Serialize, ToSchema)]
pub struct Catalogs {
    pub catalogs: Vec<Catalog>,
}

/// How much is in a catalogue.
#[derive(Serialize, ToSchema)]
pub struct Catalog {
    pub name: String,
    pub items: u64,
    pub feedback: u64,
}

// ---- problems

problems!(SignInRequired, OwnerOnly);

// ---- operation

/// List catalogues.
///
/// With how much is in each; by name.
#[utoipa::path(
    get,
    path = "/v1/recommend",
    operation_id = "listCatalogs",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    responses(
        (status = OK, description = "All catalogues.", body = Catalogs, example = json!({"catalogs": [{"name": "films", "items": 1682, "feedback": 100000}]})),
        Problems,
    ),
)]
pub async fn handler(State(gateway): State<Gateway>, _: Owner) -> Result<Json<Catalogs>, HttpProblem> {
    let sizes = gateway.hub.catalogs().await?.into_iter();
    let catalogs =
        sizes.map(|size| Catalog { name: size.catalog, items: size.items, feedback: size.feedback });
    Ok(Json(Catalogs { catalogs: catalogs.collect() }))
}
