//! `GET /v1/recommend/{catalog}/customers/{customer}`: one customer.

use axum::Json;
use axum::extract::State;

use crate::Gateway;
use crate::acting::Owner;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::wire::Customer;

// ---- problems

problems!(BadRequest, SignInRequired, OwnerOnly, NotFound);

// ---- operation

/// Read one customer.
///
/// As it was put.
#[utoipa::path(
    get,
    path = "/v1/recommend/{catalog}/customers/{customer}",
    operation_id = "getCustomer",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    params(
        ("catalog" = String, Path, description = "The catalogue.", example = "films"),
        ("customer" = String, Path, description = "The customer's id.", example = "u-8812"),
    ),
    responses(
        (status = OK, description = "The customer.", body = Customer, example = json!({"id": "u-8812", "labels": ["서울"]})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath((catalog, id)): FromPath<(String, String)>,
) -> Result<Json<Customer>, HttpProblem> {
    Ok(Json(gateway.hub.customer(&catalog, &id).await?.into()))
}
