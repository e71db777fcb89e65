//! `GET /v1/preferences`: what is remembered of the person.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::Preference;

// ---- response

/// Everything that bots remember of a person.
#[derive(Serialize, ToSchema)]
pub struct Preferences {
    /// The longest known first.
    pub preferences: Vec<Preference>,
}

// ---- problems

problems!(SignInRequired);

// ---- operation

/// List what is remembered.
///
/// What bots have remembered of the person for the next time, such as the seat in a restaurant. Said aloud, the same is
/// "what do you know about me".
#[utoipa::path(
    get,
    path = "/v1/preferences",
    operation_id = "listPreferences",
    tag = "preferences",
    security(("session" = [])),
    responses(
        (status = OK, description = "All of it.", body = Preferences, example = json!({
            "preferences": [{
                "id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10",
                "bot": "restaurant",
                "name": "seat",
                "label": "자리",
                "value": "창가",
                "written": "창가",
                "words": "창가 자리",
                "keptAt": "2026-11-23T09:00:00Z",
            }],
        })),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
) -> Result<Json<Preferences>, HttpProblem> {
    let preferences = gateway.hub.preferences(person.id).await?;
    Ok(Json(Preferences { preferences: preferences.iter().map(Preference::from).collect() }))
}
