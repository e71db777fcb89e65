//! Items.

use axum::Json;
use axum::extract::State;
use domain::{Code, Problem};
use hub::Caller;
use serde::Serialize;

use super::users::written;
use super::wire::{Change, Item, Page, Written};
use crate::Gateway;
use crate::acting::Owner;
use crate::body::{FromJson, FromPath, FromQuery};
use crate::problem::HttpProblem;

/// A page of items.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Items {
    cursor: String,
    items: Vec<Item>,
}

pub async fn put(
    gateway: State<Gateway>,
    who: Owner,
    catalog: FromPath<String>,
    FromJson(item): FromJson<Item>,
) -> Result<Json<Written>, HttpProblem> {
    put_many(gateway, who, catalog, FromJson(vec![item])).await
}

pub async fn put_many(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath(catalog): FromPath<String>,
    FromJson(items): FromJson<Vec<Item>>,
) -> Result<Json<Written>, HttpProblem> {
    let items = items.into_iter().map(Item::read).collect::<Result<Vec<_>, _>>()?;
    written(gateway.hub.put_items(&catalog, items).await?)
}

pub async fn list(
    State(gateway): State<Gateway>,
    Owner { person }: Owner,
    FromPath(catalog): FromPath<String>,
    FromQuery(page): FromQuery<Page>,
) -> Result<Json<Items>, HttpProblem> {
    let limit = page.limit();
    if !page.q.is_empty() {
        let found =
            gateway.hub.search_items(&Caller::sending(person.id), &catalog, &page.q, limit as usize).await?;
        return Ok(Json(Items { cursor: String::new(), items: found.into_iter().map(Item::from).collect() }));
    }
    let items = gateway.hub.items(&catalog, &page.cursor, limit).await?;
    let more = items.last().filter(|_| items.len() == limit as usize);
    let cursor = more.map(|last| last.id.clone()).unwrap_or_default();
    Ok(Json(Items { cursor, items: items.into_iter().map(Item::from).collect() }))
}

pub async fn get(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath((catalog, id)): FromPath<(String, String)>,
) -> Result<Json<Item>, HttpProblem> {
    Ok(Json(gateway.hub.item(&catalog, &id).await?.into()))
}

pub async fn change(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath((catalog, id)): FromPath<(String, String)>,
    FromJson(change): FromJson<Change>,
) -> Result<Json<Written>, HttpProblem> {
    let item = Item::from(gateway.hub.item(&catalog, &id).await?).with(change).read()?;
    written(gateway.hub.put_items(&catalog, vec![item]).await?)
}

pub async fn join(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath((catalog, id, category)): FromPath<(String, String, String)>,
) -> Result<Json<Written>, HttpProblem> {
    let mut item = gateway.hub.item(&catalog, &id).await?;
    if !item.categories.contains(&category) {
        item.categories.push(category);
    }
    written(gateway.hub.put_items(&catalog, vec![item]).await?)
}

pub async fn leave(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath((catalog, id, category)): FromPath<(String, String, String)>,
) -> Result<Json<Written>, HttpProblem> {
    let mut item = gateway.hub.item(&catalog, &id).await?;
    item.categories.retain(|own| *own != category);
    written(gateway.hub.put_items(&catalog, vec![item]).await?)
}

pub async fn remove(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath((catalog, id)): FromPath<(String, String)>,
) -> Result<Json<Written>, HttpProblem> {
    match gateway.hub.remove_item(&catalog, &id).await {
        Ok(()) => Ok(Json(Written { row_affected: 1 })),
        Err(Problem { code: Code::NotFound, .. }) => Ok(Json(Written { row_affected: 0 })),
        Err(problem) => Err(problem.into()),
    }
}
