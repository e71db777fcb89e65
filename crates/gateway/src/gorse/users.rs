//! Users: our customers.

use axum::Json;
use axum::extract::State;
use domain::{Code, Customer, Problem};
use serde::Serialize;

use super::wire::{Change, Page, User, Written};
use crate::Gateway;
use crate::acting::Owner;
use crate::body::{FromJson, FromPath, FromQuery};
use crate::problem::HttpProblem;

/// A page of users.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Users {
    cursor: String,
    users: Vec<User>,
}

pub async fn put(
    gateway: State<Gateway>,
    who: Owner,
    catalog: FromPath<String>,
    FromJson(user): FromJson<User>,
) -> Result<Json<Written>, HttpProblem> {
    put_many(gateway, who, catalog, FromJson(vec![user])).await
}

pub async fn put_many(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath(catalog): FromPath<String>,
    FromJson(users): FromJson<Vec<User>>,
) -> Result<Json<Written>, HttpProblem> {
    let customers: Vec<Customer> = users.into_iter().map(Customer::from).collect();
    written(gateway.hub.put_customers(&catalog, customers).await?)
}

pub async fn list(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath(catalog): FromPath<String>,
    FromQuery(page): FromQuery<Page>,
) -> Result<Json<Users>, HttpProblem> {
    let customers = gateway.hub.customers(&catalog, &page.cursor, page.limit()).await?;
    let more = customers.last().filter(|_| customers.len() == page.limit() as usize);
    let cursor = more.map(|last| last.id.clone()).unwrap_or_default();
    Ok(Json(Users { cursor, users: customers.into_iter().map(User::from).collect() }))
}

pub async fn get(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath((catalog, id)): FromPath<(String, String)>,
) -> Result<Json<User>, HttpProblem> {
    Ok(Json(gateway.hub.customer(&catalog, &id).await?.into()))
}

pub async fn change(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath((catalog, id)): FromPath<(String, String)>,
    FromJson(change): FromJson<Change>,
) -> Result<Json<Written>, HttpProblem> {
    let mut user = User::from(gateway.hub.customer(&catalog, &id).await?);
    user.labels = change.labels.unwrap_or(user.labels);
    user.comment = change.comment.unwrap_or(user.comment);
    written(gateway.hub.put_customers(&catalog, vec![user.into()]).await?)
}

pub async fn forget(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath((catalog, id)): FromPath<(String, String)>,
) -> Result<Json<Written>, HttpProblem> {
    match gateway.hub.forget_customer(&catalog, &id).await {
        Ok(()) => Ok(Json(Written { row_affected: 1 })),
        Err(Problem { code: Code::NotFound, .. }) => Ok(Json(Written { row_affected: 0 })),
        Err(problem) => Err(problem.into()),
    }
}

/// Gorse knows no half of a request: the first thing that is wrong is told.
pub(super) fn written(taken: hub::Taken) -> Result<Json<Written>, HttpProblem> {
    match taken.refused.into_iter().next() {
        Some(refused) => {
            Err(HttpProblem::new(Code::BadRequest, format!("[{}]: {}", refused.index, refused.why)))
        }
        None => Ok(Json(Written { row_affected: taken.taken as u64 })),
    }
}
