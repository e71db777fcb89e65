//! `GET /v1/recommend/{catalog}/customers`: all of them, a page at a time.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::Gateway;
use crate::body::{FromPath, FromQuery};
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::Customer;

// ---- request and response

/// Which page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// What comes after this: the `next` of the page before.
    after: Option<String>,
    /// At most so many; 100 unless told, 1,000 at most.
    #[param(minimum = 1, maximum = 1000, example = 100)]
    limit: Option<u32>,
}

/// A page.
#[derive(Serialize, ToSchema)]
pub struct Customers {
    pub customers: Vec<Customer>,
    /// Where the next page begins, if there may be one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

const DEFAULT_LIMIT: u32 = 100;
const HIGHEST_LIMIT: u32 = 1_000;

// ---- problems

problems!(BadRequest, SignInRequired);

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
        Which,
    ),
    responses(
        (status = OK, description = "The page.", body = Customers, example = json!({"customers": [{"id": "u-8812", "labels": ["서울"]}]})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    _: SignedIn,
    FromPath(catalog): FromPath<String>,
    FromQuery(which): FromQuery<Which>,
) -> Result<Json<Customers>, HttpProblem> {
    let limit = which.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, HIGHEST_LIMIT);
    let page = gateway.hub.customers(&catalog, &which.after.unwrap_or_default(), limit).await?;
    let next = page.last().filter(|_| page.len() == limit as usize).map(|last| last.id.clone());
    Ok(Json(Customers { customers: page.into_iter().map(Customer::from).collect(), next }))
}
