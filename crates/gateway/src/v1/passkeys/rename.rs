//! `PATCH /v1/passkeys/{passkey}`: call a passkey something else.

use axum::extract::State;
use axum::http::StatusCode;
use domain::PasskeyId;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::InPerson;
use crate::body::{FromJson, FromPath};
use crate::problem::{HttpProblem, problems};
use crate::wire::Id;

// ---- request

/// Another name for a passkey.
#[derive(Deserialize, ToSchema)]
pub struct PasskeyName {
    #[schema(examples("회사 노트북"), min_length = 1, max_length = 40)]
    name: String,
}

// ---- problems

problems!(BadRequest, SignInRequired, NotAllowed, NotFound, NameInvalid, StorageFull, StorageReadOnly);

// ---- operation

/// Rename a passkey.
///
/// For people to tell their passkeys apart; what keeps it is not told.
#[utoipa::path(
    patch,
    path = "/v1/passkeys/{passkey}",
    operation_id = "renamePasskey",
    tag = "session",
    security(("session" = [])),
    params(
        ("passkey" = String, Path, format = "uuid", description = "The passkey.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
    ),
    request_body(content = PasskeyName, example = json!({"name": "회사 노트북"})),
    responses(
        (status = NO_CONTENT, description = "Renamed."),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    InPerson { person, .. }: InPerson,
    FromPath(Id(passkey)): FromPath<Id<PasskeyId>>,
    FromJson(PasskeyName { name }): FromJson<PasskeyName>,
) -> Result<StatusCode, HttpProblem> {
    gateway.hub.rename_passkey(person.id, passkey, &name).await?;
    Ok(StatusCode::NO_CONTENT)
}
