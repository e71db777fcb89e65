//! `GET /v1/recommend/{catalog}/popular`: what is popular.

use axum::Json;
use axum::extract::State;
use hub::Caller;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::Gateway;
use crate::body::{FromPath, FromQuery};
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::Recommendations;

// ---- request

/// How many, and of which.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// 10 unless told, 1,000 at most.
    #[param(minimum = 1, maximum = 1000, example = 10)]
    count: Option<usize>,
    /// Only of this category.
    category: Option<String>,
}

// ---- problems

problems!(BadRequest, SignInRequired, NotFound, EngineBusy, ShuttingDown);

// ---- operation

/// Find what is popular.
///
/// What most people like now: popularity halves every 30 days, and counts everybody once for each item.
#[utoipa::path(
    get,
    path = "/v1/recommend/{catalog}/popular",
    operation_id = "popularItems",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    params(
        ("catalog" = String, Path, description = "The catalogue.", example = "films"),
        Which,
    ),
    responses(
        (status = OK, description = "The best first.", body = Recommendations, example = json!({"recommendations": [{"item": {"id": "m12", "title": "여름 바다", "categories": ["드라마"], "labels": ["가족"], "text": "", "available": true}, "score": 9.2, "reason": {"ko": "요즘 인기가 많아서", "en": "because many like it now"}}]})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromPath(catalog): FromPath<String>,
    FromQuery(which): FromQuery<Which>,
) -> Result<Json<Recommendations>, HttpProblem> {
    let filter = hub::Filter { categories: which.category.into_iter().collect(), ..hub::Filter::default() };
    let count = which.count.unwrap_or(10);
    let shown = gateway.hub.popular(&Caller::sending(person.id), &catalog, count, filter).await?;
    Ok(Json(shown.into()))
}
