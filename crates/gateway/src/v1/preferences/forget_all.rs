//! `DELETE /v1/preferences`: forget everything.

use axum::extract::State;
use axum::http::StatusCode;

use crate::Gateway;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;

// ---- problems

problems!(SignInRequired, StorageFull, StorageReadOnly);

// ---- operation

/// Forget everything.
///
/// Whatever bots have remembered of the person is erased for good. Conversations stay.
#[utoipa::path(
    delete,
    path = "/v1/preferences",
    operation_id = "forgetPreferences",
    tag = "preferences",
    security(("session" = [])),
    responses(
        (status = NO_CONTENT, description = "Forgotten."),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
) -> Result<StatusCode, HttpProblem> {
    gateway.hub.forget_preferences(person.id).await?;
    Ok(StatusCode::NO_CONTENT)
}
