//! What to show: for a user, for a session, near an item, near a user, in general.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use domain::{Feedback as Liking, FeedbackKind};
use hub::{Asked, Caller, Filter, Shown};
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::wire::{Feedback, Score, Wanted};
use crate::Gateway;
use crate::acting::Owner;
use crate::body::{FromJson, FromPath, FromQuery};
use crate::problem::HttpProblem;

/// Whoever says so gets scores; older clients get ids alone.
const VERSION: &str = "x-api-version";
/// What is shown is never taken for feedback that is further ahead.
const MOST_DELAY: SignedDuration = SignedDuration::from_hours(24);

pub async fn for_user(
    gateway: State<Gateway>,
    who: Owner,
    headers: HeaderMap,
    FromPath((catalog, user)): FromPath<(String, String)>,
    FromQuery(some): FromQuery<Wanted>,
) -> Result<Json<Value>, HttpProblem> {
    recommend(&gateway, &who, &headers, &catalog, &user, some).await
}

pub async fn for_user_within(
    gateway: State<Gateway>,
    who: Owner,
    headers: HeaderMap,
    FromPath((catalog, user, category)): FromPath<(String, String, String)>,
    FromQuery(some): FromQuery<Wanted>,
) -> Result<Json<Value>, HttpProblem> {
    recommend(&gateway, &who, &headers, &catalog, &user, Wanted { category, ..some }).await
}

async fn recommend(
    gateway: &Gateway,
    who: &Owner,
    headers: &HeaderMap,
    catalog: &str,
    user: &str,
    some: Wanted,
) -> Result<Json<Value>, HttpProblem> {
    // As there: nothing is recommended to somebody who has had to do with it.
    let filter = Filter { hide_seen: true, ..within(&some.category) };
    let asked = Asked { person: Some(user.to_owned()), count: reach(&some), filter, ..Asked::default() };
    let shown = gateway.hub.recommend(&Caller::sending(who.person.id), catalog, asked).await?;
    let shown: Vec<Shown> = shown.into_iter().skip(some.offset as usize).collect();
    write_back(gateway, catalog, user, &some, &shown).await?;
    if headers.get(VERSION).is_some_and(|version| version == "2") {
        return Ok(Json(json!(scores(shown))));
    }
    Ok(Json(json!(shown.into_iter().map(|shown| shown.item.id).collect::<Vec<_>>())))
}

/// What was shown counts as feedback, if the client wants that.
async fn write_back(
    gateway: &Gateway,
    catalog: &str,
    user: &str,
    some: &Wanted,
    shown: &[Shown],
) -> Result<(), HttpProblem> {
    if some.write_back_type.is_empty() || shown.is_empty() {
        return Ok(());
    }
    let delay = some.write_back_delay.parse().unwrap_or_default();
    let at = gateway.clock.now() + SignedDuration::clamp(delay, SignedDuration::ZERO, MOST_DELAY);
    let kind = FeedbackKind::named(&some.write_back_type).unwrap_or(FeedbackKind::View);
    let called = (some.write_back_type != kind.as_str()).then(|| some.write_back_type.clone());
    let seen =
        |shown: &Shown| Liking { called: called.clone(), ..Liking::new(user, &shown.item.id, kind, at) };
    gateway.hub.record_feedback(catalog, shown.iter().map(seen).collect()).await?;
    Ok(())
}

pub async fn for_session(
    gateway: State<Gateway>,
    who: Owner,
    FromPath(catalog): FromPath<String>,
    FromQuery(some): FromQuery<Wanted>,
    FromJson(feedback): FromJson<Vec<Feedback>>,
) -> Result<Json<Vec<Score>>, HttpProblem> {
    session(&gateway, &who, &catalog, some, feedback).await
}

pub async fn for_session_within(
    gateway: State<Gateway>,
    who: Owner,
    FromPath((catalog, category)): FromPath<(String, String)>,
    FromQuery(some): FromQuery<Wanted>,
    FromJson(feedback): FromJson<Vec<Feedback>>,
) -> Result<Json<Vec<Score>>, HttpProblem> {
    session(&gateway, &who, &catalog, Wanted { category, ..some }, feedback).await
}

async fn session(
    gateway: &Gateway,
    who: &Owner,
    catalog: &str,
    some: Wanted,
    feedback: Vec<Feedback>,
) -> Result<Json<Vec<Score>>, HttpProblem> {
    let basket = feedback.into_iter().map(|one| one.item_id).collect();
    let asked = Asked { basket, count: reach(&some), filter: within(&some.category), ..Asked::default() };
    let shown = gateway.hub.recommend(&Caller::sending(who.person.id), catalog, asked).await?;
    Ok(Json(scores(shown.into_iter().skip(some.offset as usize))))
}

pub async fn item_neighbors(
    gateway: State<Gateway>,
    who: Owner,
    FromPath((catalog, item)): FromPath<(String, String)>,
    FromQuery(some): FromQuery<Wanted>,
) -> Result<Json<Vec<Score>>, HttpProblem> {
    similar(&gateway, &who, &catalog, item, &some).await
}

pub async fn item_neighbors_within(
    gateway: State<Gateway>,
    who: Owner,
    FromPath((catalog, item, category)): FromPath<(String, String, String)>,
    FromQuery(some): FromQuery<Wanted>,
) -> Result<Json<Vec<Score>>, HttpProblem> {
    similar(&gateway, &who, &catalog, item, &Wanted { category, ..some }).await
}

/// There is one way to be near here, whatever it is called there.
pub async fn named_item_neighbors(
    gateway: State<Gateway>,
    who: Owner,
    FromPath((catalog, _name, item)): FromPath<(String, String, String)>,
    FromQuery(some): FromQuery<Wanted>,
) -> Result<Json<Vec<Score>>, HttpProblem> {
    similar(&gateway, &who, &catalog, item, &some).await
}

async fn similar(
    gateway: &Gateway,
    who: &Owner,
    catalog: &str,
    item: String,
    some: &Wanted,
) -> Result<Json<Vec<Score>>, HttpProblem> {
    let caller = Caller::sending(who.person.id);
    let shown = gateway.hub.similar(&caller, catalog, item, reach(some), within(&some.category)).await?;
    Ok(Json(scores(shown.into_iter().skip(some.offset as usize))))
}

pub async fn user_neighbors(
    State(gateway): State<Gateway>,
    who: Owner,
    FromPath((catalog, user)): FromPath<(String, String)>,
    FromQuery(some): FromQuery<Wanted>,
) -> Result<Json<Vec<Score>>, HttpProblem> {
    let caller = Caller::sending(who.person.id);
    let alike = gateway.hub.alike(&caller, &catalog, user, reach(&some)).await?;
    let alike = alike.into_iter().skip(some.offset as usize);
    Ok(Json(alike.map(|(id, score)| Score { id, score }).collect()))
}

pub async fn named_user_neighbors(
    gateway: State<Gateway>,
    who: Owner,
    FromPath((catalog, _name, user)): FromPath<(String, String, String)>,
    some: FromQuery<Wanted>,
) -> Result<Json<Vec<Score>>, HttpProblem> {
    user_neighbors(gateway, who, FromPath((catalog, user)), some).await
}

pub async fn popular(
    gateway: State<Gateway>,
    who: Owner,
    FromPath(catalog): FromPath<String>,
    FromQuery(some): FromQuery<Wanted>,
) -> Result<Json<Vec<Score>>, HttpProblem> {
    in_general(&gateway, &who, &catalog, some, false).await
}

pub async fn popular_within(
    gateway: State<Gateway>,
    who: Owner,
    FromPath((catalog, category)): FromPath<(String, String)>,
    FromQuery(some): FromQuery<Wanted>,
) -> Result<Json<Vec<Score>>, HttpProblem> {
    in_general(&gateway, &who, &catalog, Wanted { category, ..some }, false).await
}

pub async fn latest(
    gateway: State<Gateway>,
    who: Owner,
    FromPath(catalog): FromPath<String>,
    FromQuery(some): FromQuery<Wanted>,
) -> Result<Json<Vec<Score>>, HttpProblem> {
    in_general(&gateway, &who, &catalog, some, true).await
}

pub async fn latest_within(
    gateway: State<Gateway>,
    who: Owner,
    FromPath((catalog, category)): FromPath<(String, String)>,
    FromQuery(some): FromQuery<Wanted>,
) -> Result<Json<Vec<Score>>, HttpProblem> {
    in_general(&gateway, &who, &catalog, Wanted { category, ..some }, true).await
}

/// Lists that an operator names there are two here: what is new, and for every other name what is popular.
pub async fn non_personalized(
    gateway: State<Gateway>,
    who: Owner,
    FromPath((catalog, name)): FromPath<(String, String)>,
    FromQuery(some): FromQuery<Wanted>,
) -> Result<Json<Vec<Score>>, HttpProblem> {
    in_general(&gateway, &who, &catalog, some, name == "latest").await
}

async fn in_general(
    gateway: &Gateway,
    who: &Owner,
    catalog: &str,
    some: Wanted,
    latest: bool,
) -> Result<Json<Vec<Score>>, HttpProblem> {
    let (caller, filter) = (Caller::sending(who.person.id), within(&some.category));
    let shown = if latest {
        gateway.hub.latest(&caller, catalog, reach(&some), filter).await?
    } else {
        gateway.hub.popular(&caller, catalog, reach(&some), filter).await?
    };
    Ok(Json(scores(shown.into_iter().skip(some.offset as usize))))
}

fn within(category: &str) -> Filter {
    let categories = if category.is_empty() { Vec::new() } else { vec![category.to_owned()] };
    Filter { categories, ..Filter::default() }
}

/// The last place that is asked for.
fn reach(some: &Wanted) -> usize {
    some.n as usize + some.offset as usize
}

fn scores(shown: impl IntoIterator<Item = Shown>) -> Vec<Score> {
    shown.into_iter().map(|shown| Score { id: shown.item.id, score: shown.score }).collect()
}
