//! `DELETE /v1/partners/{partner}/bots/{bot}`: remove a bot.

use axum::extract::State;
use axum::http::StatusCode;
use domain::PartnerId;

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::wire::Id;

// ---- problems

problems!(
    BadRequest,
    SignInRequired,
    KeyUnknown,
    TooManyRequests,
    NotAllowed,
    ScopeMissing,
    NotFound,
    StorageFull,
    StorageReadOnly
);

// ---- operation

/// Remove a bot.
///
/// With its draft and all versions, for good. People who have added it do not reach it any more.
#[utoipa::path(
    delete,
    path = "/v1/partners/{partner}/bots/{bot}",
    operation_id = "removeBot",
    tag = "partner bots",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
        ("bot" = String, Path, description = "The bot.", example = "flowers"),
    ),
    responses(
        (status = NO_CONTENT, description = "Removed."),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath((partner, bot)): FromPath<(Id<PartnerId>, String)>,
) -> Result<StatusCode, HttpProblem> {
    gateway.hub.remove_bot(&acting, partner.0, &bot).await?;
    Ok(StatusCode::NO_CONTENT)
}
