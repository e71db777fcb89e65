//! `GET /v1/recommend/{catalog}/feedback`: what was told of what customers did.

use axum::Json;
use axum::extract::State;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::Code;
use hub::{FeedbackOf, FeedbackPlace};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::Gateway;
use crate::acting::Owner;
use crate::body::{FromPath, FromQuery};
use crate::problem::{HttpProblem, problems};
use crate::wire::{Feedback, limit};

// ---- request and response

/// Which, and which page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Of this customer alone.
    customer: Option<String>,
    /// Of this item alone.
    item: Option<String>,
    /// Of this kind alone, as it was told.
    kind: Option<String>,
    /// What comes after this: the `next` of the page before.
    after: Option<String>,
    /// At most so many; 100 unless told, 1,000 at most.
    #[param(minimum = 1, maximum = 1000, example = 100)]
    limit: Option<u32>,
}

/// A page.
#[derive(Serialize, ToSchema)]
pub struct FeedbackPage {
    pub feedback: Vec<Feedback>,
    /// Where the next page begins, if there may be one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

// ---- problems

problems!(BadRequest, SignInRequired, OwnerOnly);

// ---- operation

/// Read what customers did.
///
/// By customer, item and kind, a page at a time.
#[utoipa::path(
    get,
    path = "/v1/recommend/{catalog}/feedback",
    operation_id = "listFeedback",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    params(
        ("catalog" = String, Path, description = "The catalogue.", example = "films"),
        Which,
    ),
    responses(
        (status = OK, description = "The page.", body = FeedbackPage, example = json!({"feedback": [{"customer": "u-8812", "item": "m12", "kind": "like", "weight": 1.0, "at": "2026-11-30T09:00:00Z"}]})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath(catalog): FromPath<String>,
    FromQuery(which): FromQuery<Which>,
) -> Result<Json<FeedbackPage>, HttpProblem> {
    let limit = limit(which.limit);
    let of = FeedbackOf { person: which.customer, item: which.item, word: which.kind };
    let after = which.after.as_deref().map(read_place).transpose()?.unwrap_or_default();
    let page = gateway.hub.feedback(&catalog, &of, &after, limit).await?;
    let last = page.last().filter(|_| page.len() == limit as usize);
    let next = last.map(|last| write_place(&FeedbackPlace::of(&last.feedback)));
    Ok(Json(FeedbackPage { feedback: page.into_iter().map(Feedback::from).collect(), next }))
}

// ---- helpers

/// A place in an address.
pub(crate) fn write_place(place: &FeedbackPlace) -> String {
    let place = serde_json::json!([place.person, place.item, place.word]);
    URL_SAFE_NO_PAD.encode(place.to_string())
}

pub(crate) fn read_place(text: &str) -> Result<FeedbackPlace, HttpProblem> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok();
    let place: Option<(String, String, String)> = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let (person, item, word) =
        place.ok_or_else(|| HttpProblem::new(Code::BadRequest, "after: is no `next` of a page before"))?;
    Ok(FeedbackPlace { person, item, word })
}
