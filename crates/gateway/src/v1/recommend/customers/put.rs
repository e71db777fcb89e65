//! `PUT /v1/recommend/{catalog}/customers`: customers come, or change.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::Owner;
use crate::body::{FromJson, FromPath};
use crate::problem::{HttpProblem, problems};
use crate::wire::{Customer, Outcome, check_count};

// ---- request

/// Customers by their ids.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PutCustomers {
    /// 1 to 10,000.
    customers: Vec<Customer>,
}

// ---- problems

problems!(BadRequest, BodyTooLarge, SignInRequired, OwnerOnly, StorageFull, StorageReadOnly, ShuttingDown);

// ---- operation

/// Add or change customers.
///
/// Nobody has to be added before they can be recommended to: this is for what you want to keep of them.
#[utoipa::path(
    put,
    path = "/v1/recommend/{catalog}/customers",
    operation_id = "putCustomers",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    params(
        ("catalog" = String, Path, description = "The catalogue.", example = "films"),
    ),
    request_body(content = PutCustomers, example = json!({"customers": [{"id": "u-8812", "labels": ["서울"]}]})),
    responses(
        (status = OK, description = "What became of them.", body = Outcome, example = json!({"taken": 1, "refused": []})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath(catalog): FromPath<String>,
    FromJson(PutCustomers { customers }): FromJson<PutCustomers>,
) -> Result<Json<Outcome>, HttpProblem> {
    check_count("customers", customers.len())?;
    let customers = customers.into_iter().map(domain::Customer::from).collect();
    Ok(Json(gateway.hub.put_customers(&catalog, customers).await?.into()))
}
