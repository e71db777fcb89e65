//! `DELETE /v1/passkeys/{passkey}`: a passkey opens nothing any more.

use axum::extract::State;
use axum::http::StatusCode;
use domain::PasskeyId;

use crate::Gateway;
use crate::acting::InPerson;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::wire::Id;

// ---- problems

problems!(BadRequest, SignInRequired, NotAllowed, NotFound, LastSignIn, StorageFull, StorageReadOnly);

// ---- operation

/// Remove a passkey.
///
/// It signs in no more. Something to sign in with must remain: a password, or another passkey.
#[utoipa::path(
    delete,
    path = "/v1/passkeys/{passkey}",
    operation_id = "removePasskey",
    tag = "session",
    security(("session" = [])),
    params(
        ("passkey" = String, Path, format = "uuid", description = "The passkey.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
    ),
    responses(
        (status = NO_CONTENT, description = "Removed."),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    InPerson { person, .. }: InPerson,
    FromPath(Id(passkey)): FromPath<Id<PasskeyId>>,
) -> Result<StatusCode, HttpProblem> {
    // Without any the owner is at home at their own machine again, as at first.
    let last = gateway.settings.loopback && person.id == gateway.settings.owner;
    gateway.hub.remove_passkey(person.id, passkey, last).await?;
    Ok(StatusCode::NO_CONTENT)
}
