//! `DELETE /v1/me/password`: sign in with passkeys only.

use axum::extract::State;
use axum::http::StatusCode;

use crate::Gateway;
use crate::acting::InPerson;
use crate::problem::{HttpProblem, problems};

// ---- problems

problems!(SignInRequired, NotAllowed, LastSignIn, StorageFull, StorageReadOnly);

// ---- operation

/// Forget the password.
///
/// Whoever has a passkey may do without a password, which can then not be guessed. The operator sets a new one when all passkeys are
/// lost.
#[utoipa::path(
    delete,
    path = "/v1/me/password",
    operation_id = "forgetPassword",
    tag = "session",
    security(("session" = [])),
    responses(
        (status = NO_CONTENT, description = "Forgotten."),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    InPerson { person, .. }: InPerson,
) -> Result<StatusCode, HttpProblem> {
    gateway.hub.forget_password(person.id).await?;
    Ok(StatusCode::NO_CONTENT)
}
