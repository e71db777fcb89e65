//! `DELETE /v1/recommend/{catalog}/customers/{customer}`: a customer is forgotten.

use axum::extract::State;
use axum::http::StatusCode;

use crate::Gateway;
use crate::acting::Owner;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};

// ---- problems

problems!(BadRequest, SignInRequired, OwnerOnly, NotFound, StorageFull, StorageReadOnly);

// ---- operation

/// Forget a customer.
///
/// Everything they did goes with them, at once and for good. No model knows anybody: what was learnt has items alone.
#[utoipa::path(
    delete,
    path = "/v1/recommend/{catalog}/customers/{customer}",
    operation_id = "forgetCustomer",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    params(
        ("catalog" = String, Path, description = "The catalogue.", example = "films"),
        ("customer" = String, Path, description = "The customer's id.", example = "u-8812"),
    ),
    responses(
        (status = NO_CONTENT, description = "Forgotten."),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath((catalog, id)): FromPath<(String, String)>,
) -> Result<StatusCode, HttpProblem> {
    gateway.hub.forget_customer(&catalog, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
