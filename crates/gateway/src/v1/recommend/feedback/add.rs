//! `POST /v1/recommend/{catalog}/feedback`: what customers did.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::Owner;
use crate::body::{FromJson, FromPath};
use crate::problem::{HttpProblem, problems};
use crate::wire::{Feedback, Outcome, RefusedOne, check_count};

// ---- request

/// What customers did.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddFeedback {
    /// 1 to 10,000.
    feedback: Vec<Feedback>,
}

// ---- problems

problems!(BadRequest, BodyTooLarge, SignInRequired, OwnerOnly, StorageFull, StorageReadOnly, ShuttingDown);

// ---- operation

/// Tell what customers did.
///
/// It counts from the next request on: a like changes the next answer. Of one customer, item and kind there is one
/// record, so that a flood of the same is counted and changes little. Each that is wrong is told with its place, and the
/// others are taken.
#[utoipa::path(
    post,
    path = "/v1/recommend/{catalog}/feedback",
    operation_id = "addFeedback",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    params(
        ("catalog" = String, Path, description = "The catalogue.", example = "films"),
    ),
    request_body(content = AddFeedback, example = json!({"feedback": [{"customer": "u-8812", "item": "m12", "kind": "like", "weight": 1.0, "at": "2026-11-30T09:00:00Z"}]})),
    responses(
        (status = OK, description = "What became of it.", body = Outcome, example = json!({"taken": 1, "refused": []})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath(catalog): FromPath<String>,
    FromJson(AddFeedback { feedback }): FromJson<AddFeedback>,
) -> Result<Json<Outcome>, HttpProblem> {
    check_count("feedback", feedback.len())?;
    let now = gateway.clock.now();
    let (mut sound, mut places, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for (index, feedback) in feedback.into_iter().enumerate() {
        match feedback.read(now) {
            Ok(feedback) => {
                sound.push(feedback);
                places.push(index);
            }
            Err(why) => refused.push(RefusedOne { index, why }),
        }
    }
    let taken = gateway.hub.record_feedback(&catalog, sound).await?;
    let later = taken.refused.into_iter().map(|one| RefusedOne { index: places[one.index], why: one.why });
    refused.extend(later);
    refused.sort_unstable_by_key(|one| one.index);
    Ok(Json(Outcome { taken: taken.taken, refused }))
}
