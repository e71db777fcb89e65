//! Feedback: told, read, taken back.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use domain::{Code, Customer, Problem};
use hub::{FeedbackOf, FeedbackPlace};
use serde::Serialize;

use super::users::written;
use super::wire::{Feedback, Page, Written};
use crate::Gateway;
use crate::acting::Owner;
use crate::body::{FromJson, FromPath, FromQuery};
use crate::problem::HttpProblem;
use crate::v1::recommend::feedback::list::{read_place, write_place};

/// A page of feedback.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Told {
    cursor: String,
    feedback: Vec<Feedback>,
}

/// Feedback of one user or item is told whole, up to this.
const MOST: u32 = 10_000;

pub async fn add(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath(catalog): FromPath<String>,
    FromJson(feedback): FromJson<Vec<Feedback>>,
) -> Result<Json<Written>, HttpProblem> {
    let now = gateway.clock.now();
    let feedback = feedback.into_iter().map(|one| one.read(now)).collect::<Result<Vec<_>, _>>()?;
    introduce(&gateway, &catalog, &feedback).await?;
    written(gateway.hub.record_feedback(&catalog, feedback).await?)
}

/// What was told before of the same is forgotten.
pub async fn replace(
    gateway: State<Gateway>,
    who: Owner,
    FromPath(catalog): FromPath<String>,
    FromJson(feedback): FromJson<Vec<Feedback>>,
) -> Result<Json<Written>, HttpProblem> {
    for one in &feedback {
        let kind = Some(one.feedback_type.as_str());
        removed(gateway.hub.remove_feedback(&catalog, &one.user_id, &one.item_id, kind).await)?;
    }
    add(gateway, who, FromPath(catalog), FromJson(feedback)).await
}

/// Users and items that nobody has told of are there from now on.
async fn introduce(
    gateway: &Gateway,
    catalog: &str,
    feedback: &[domain::Feedback],
) -> Result<(), HttpProblem> {
    let users: BTreeSet<&str> = feedback.iter().map(|one| one.person.as_str()).collect();
    let items: BTreeSet<&str> = feedback.iter().map(|one| one.item.as_str()).collect();
    let (mut new_users, mut new_items) = (Vec::new(), Vec::new());
    for id in users {
        if is_missing(gateway.hub.customer(catalog, id).await)? {
            new_users.push(Customer { id: id.to_owned(), ..Customer::default() });
        }
    }
    for id in items {
        if is_missing(gateway.hub.item(catalog, id).await)? {
            new_items.push(domain::Item { id: id.to_owned(), available: true, ..domain::Item::default() });
        }
    }
    if !new_users.is_empty() {
        gateway.hub.put_customers(catalog, new_users).await?;
    }
    if !new_items.is_empty() {
        gateway.hub.put_items(catalog, new_items).await?;
    }
    Ok(())
}

fn is_missing<T>(found: Result<T, Problem>) -> Result<bool, HttpProblem> {
    match found {
        Ok(_) => Ok(false),
        Err(Problem { code: Code::NotFound, .. }) => Ok(true),
        Err(problem) => Err(problem.into()),
    }
}

pub async fn list(
    gateway: State<Gateway>,
    _: Owner,
    FromPath(catalog): FromPath<String>,
    FromQuery(page): FromQuery<Page>,
) -> Result<Json<Told>, HttpProblem> {
    page_of(&gateway, &catalog, &FeedbackOf::default(), &page).await
}

pub async fn of_kind(
    gateway: State<Gateway>,
    _: Owner,
    FromPath((catalog, kind)): FromPath<(String, String)>,
    FromQuery(page): FromQuery<Page>,
) -> Result<Json<Told>, HttpProblem> {
    page_of(&gateway, &catalog, &FeedbackOf { word: Some(kind), ..FeedbackOf::default() }, &page).await
}

pub async fn of_user(
    gateway: State<Gateway>,
    _: Owner,
    FromPath((catalog, user)): FromPath<(String, String)>,
) -> Result<Json<Vec<Feedback>>, HttpProblem> {
    all_of(&gateway, &catalog, FeedbackOf { person: Some(user), ..FeedbackOf::default() }).await
}

pub async fn of_user_and_kind(
    gateway: State<Gateway>,
    _: Owner,
    FromPath((catalog, user, kind)): FromPath<(String, String, String)>,
) -> Result<Json<Vec<Feedback>>, HttpProblem> {
    let of = FeedbackOf { person: Some(user), word: Some(kind), ..FeedbackOf::default() };
    all_of(&gateway, &catalog, of).await
}

pub async fn of_item(
    gateway: State<Gateway>,
    _: Owner,
    FromPath((catalog, item)): FromPath<(String, String)>,
) -> Result<Json<Vec<Feedback>>, HttpProblem> {
    all_of(&gateway, &catalog, FeedbackOf { item: Some(item), ..FeedbackOf::default() }).await
}

pub async fn of_item_and_kind(
    gateway: State<Gateway>,
    _: Owner,
    FromPath((catalog, item, kind)): FromPath<(String, String, String)>,
) -> Result<Json<Vec<Feedback>>, HttpProblem> {
    let of = FeedbackOf { item: Some(item), word: Some(kind), ..FeedbackOf::default() };
    all_of(&gateway, &catalog, of).await
}

pub async fn between(
    gateway: State<Gateway>,
    _: Owner,
    FromPath((catalog, user, item)): FromPath<(String, String, String)>,
) -> Result<Json<Vec<Feedback>>, HttpProblem> {
    all_of(&gateway, &catalog, FeedbackOf { person: Some(user), item: Some(item), word: None }).await
}

pub async fn one(
    gateway: State<Gateway>,
    _: Owner,
    FromPath((catalog, kind, user, item)): FromPath<(String, String, String, String)>,
) -> Result<Json<Feedback>, HttpProblem> {
    let of = FeedbackOf { person: Some(user), item: Some(item), word: Some(kind) };
    let Json(found) = all_of(&gateway, &catalog, of).await?;
    let found = found.into_iter().next();
    found.map(Json).ok_or_else(|| HttpProblem::new(Code::NotFound, "feedback"))
}

pub async fn remove(
    gateway: State<Gateway>,
    _: Owner,
    FromPath((catalog, user, item)): FromPath<(String, String, String)>,
) -> Result<Json<Written>, HttpProblem> {
    let row_affected = removed(gateway.hub.remove_feedback(&catalog, &user, &item, None).await)?;
    Ok(Json(Written { row_affected }))
}

pub async fn remove_one(
    gateway: State<Gateway>,
    _: Owner,
    FromPath((catalog, kind, user, item)): FromPath<(String, String, String, String)>,
) -> Result<Json<Written>, HttpProblem> {
    let row_affected = removed(gateway.hub.remove_feedback(&catalog, &user, &item, Some(&kind)).await)?;
    Ok(Json(Written { row_affected }))
}

/// To take back what was never there is no mistake.
fn removed(removed: Result<u64, Problem>) -> Result<u64, HttpProblem> {
    match removed {
        Err(Problem { code: Code::NotFound, .. }) => Ok(0),
        removed => removed.map_err(HttpProblem::from),
    }
}

async fn page_of(
    gateway: &Gateway,
    catalog: &str,
    of: &FeedbackOf,
    page: &Page,
) -> Result<Json<Told>, HttpProblem> {
    let after = if page.cursor.is_empty() { FeedbackPlace::default() } else { read_place(&page.cursor)? };
    let found = gateway.hub.feedback(catalog, of, &after, page.limit()).await?;
    let more = found.last().filter(|_| found.len() == page.limit() as usize);
    let cursor = more.map(|last| write_place(&FeedbackPlace::of(&last.feedback))).unwrap_or_default();
    Ok(Json(Told { cursor, feedback: found.into_iter().map(Feedback::from).collect() }))
}

async fn all_of(
    gateway: &Gateway,
    catalog: &str,
    of: FeedbackOf,
) -> Result<Json<Vec<Feedback>>, HttpProblem> {
    let found = gateway.hub.feedback(catalog, &of, &FeedbackPlace::default(), MOST).await?;
    Ok(Json(found.into_iter().map(Feedback::from).collect()))
}
