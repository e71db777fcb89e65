//! `POST /v1/recommend/{catalog}/recommendations`: what to show.

use axum::Json;
use axum::extract::State;
use hub::{Asked, Caller};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::body::{FromJson, FromPath};
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::{Filter, Recommendations};

// ---- request

/// For whom, and how.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Ask {
    /// Whom it is for; somebody unknown, or nobody, is shown what is popular.
    customer: Option<String>,
    /// Items in the basket, or looked at in this session.
    basket: Vec<String>,
    /// 1 to 1,000.
    #[schema(minimum = 1, maximum = 1000)]
    count: usize,
    filter: Filter,
    /// From 0, the best however alike, to 1, all different.
    #[schema(minimum = 0, maximum = 1)]
    diversity: f32,
    /// How much newer items are preferred.
    #[schema(minimum = 0, maximum = 1)]
    freshness: f32,
    /// The share of places for items that few know.
    #[schema(minimum = 0, maximum = 1)]
    exploration: f32,
}

impl Default for Ask {
    fn default() -> Self {
        let Asked { person, basket, count, filter: _, diversity, freshness, exploration } = Asked::default();
        Self { customer: person, basket, count, filter: Filter::default(), diversity, freshness, exploration }
    }
}

// ---- problems

problems!(BadRequest, BodyTooLarge, SignInRequired, NotFound, EngineBusy, ShuttingDown);

// ---- operation

/// Recommend items.
///
/// For a customer, a basket or both, from everything that is known by now, with a reason for each. What they liked or
/// dismissed is not shown again.
#[utoipa::path(
    post,
    path = "/v1/recommend/{catalog}/recommendations",
    operation_id = "recommend",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    params(
        ("catalog" = String, Path, description = "The catalogue.", example = "films"),
    ),
    request_body(content = Ask, example = json!({"customer": "u-8812", "basket": ["m40"], "count": 5})),
    responses(
        (status = OK, description = "The best first.", body = Recommendations, example = json!({"recommendations": [{"item": {"id": "m12", "title": "여름 바다", "categories": ["드라마"], "labels": ["가족"], "text": "", "available": true}, "score": 1.8, "reason": {"ko": "‘겨울 산’을 좋아하셔서", "en": "because you like “겨울 산”"}}]})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromPath(catalog): FromPath<String>,
    FromJson(ask): FromJson<Ask>,
) -> Result<Json<Recommendations>, HttpProblem> {
    let Ask { customer, basket, count, filter, diversity, freshness, exploration } = ask;
    let filter = filter.into();
    let asked = Asked { person: customer, basket, count, filter, diversity, freshness, exploration };
    let shown = gateway.hub.recommend(&Caller::sending(person.id), &catalog, asked).await?;
    Ok(Json(shown.into()))
}
