//! `DELETE /v1/me/bots/{bot}`: remove a bot.

use axum::extract::State;
use axum::http::StatusCode;

use crate::Gateway;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;

// ---- problems

problems!(BadRequest, SignInRequired, NotFound, StorageFull, StorageReadOnly);

// ---- operation

/// Remove a bot.
///
/// It does not answer the person any more.
#[utoipa::path(
    delete,
    path = "/v1/me/bots/{bot}",
    operation_id = "removeMyBot",
    tag = "directory",
    security(("session" = [])),
    params(
        ("bot" = String, Path, description = "The bot.", example = "flowers"),
    ),
    responses(
        (status = NO_CONTENT, description = "Removed."),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromPath(bot): FromPath<String>,
) -> Result<StatusCode, HttpProblem> {
    gateway.hub.forget_bot(person.id, &bot).await?;
    Ok(StatusCode::NO_CONTENT)
}
