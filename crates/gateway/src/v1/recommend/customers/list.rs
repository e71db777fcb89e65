//! `GET /v1/recommend/{catalog}/customers`: all of them, a page at a time.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::Owner;
use crate::body::{FromPath, FromQuery};
use crate::problem::{HttpProblem, problems};
use crate::wire::{Customer, Paging};

// ---- response

/// A page.
#[derive(Serialize, ToSchema)]
pub struct Customers {
    pub customers: Vec<Customer>,
    /// Where the next page begins, if there may be one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

// ---- problems

problems!(BadRequest, SignInRequired, OwnerOnly);

// ---- operation

/// List customers.
///
/// By their ids, a page at a time.
#[utoipa::path(
    get,
    path = "/v1/recommend/{catalog}/customers",
    operation_id = "listCustomers",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    params(
        ("catalog" = String, Path, description = "The catalogue.", example = "films"),
        Paging,
    ),
    responses(
        (status = OK, description = "The page.", body = Customers, example = json!({"customers": [{"id": "u-8812", "labels": ["서울"]}]})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath(catalog): FromPath<String>,
    FromQuery(paging): FromQuery<Paging>,
) -> Result<Json<Customers>, HttpProblem> {
    let limit = paging.limit();
    let page = gateway.hub.customers(&catalog, &paging.after.unwrap_or_default(), limit).await?;
    let next = page.last().filter(|_| page.len() == limit as usize).map(|last| last.id.clone());
    Ok(Json(Customers { customers: page.into_iter().map(Customer::from).collect(), next }))
}
