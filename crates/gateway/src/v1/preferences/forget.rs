//! `DELETE /v1/preferences/{id}`: forget one thing.

use axum::extract::State;
use axum::http::StatusCode;
use domain::PreferenceId;

use crate::Gateway;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::Id;

// ---- problems

problems!(BadRequest, SignInRequired, NotFound, StorageFull, StorageReadOnly);

// ---- operation

/// Forget one thing.
///
/// It is erased for good.
#[utoipa::path(
    delete,
    path = "/v1/preferences/{id}",
    operation_id = "forgetPreference",
    tag = "preferences",
    security(("session" = [])),
    params(("id" = String, Path, format = "uuid", description = "What is forgotten.",
        example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10")),
    responses(
        (status = NO_CONTENT, description = "Forgotten."),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromPath(Id(preference)): FromPath<Id<PreferenceId>>,
) -> Result<StatusCode, HttpProblem> {
    gateway.hub.forget_preference(person.id, preference).await?;
    Ok(StatusCode::NO_CONTENT)
}
