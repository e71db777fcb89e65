//! `POST /v1/partners/{partner}/bots/{bot}/withdraw`: let a bot answer nobody.

use axum::Json;
use axum::extract::State;
use domain::PartnerId;

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::wire::{Id, PartnerBot};

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

/// Withdraw a bot.
///
/// It answers nobody until a version is deployed or rolled back to. Versions and people who have added it stay.
#[utoipa::path(
    post,
    path = "/v1/partners/{partner}/bots/{bot}/withdraw",
    operation_id = "withdrawBot",
    tag = "partner bots",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
        ("bot" = String, Path, description = "The bot.", example = "flowers"),
    ),
    responses(
        (status = OK, description = "The bot.", body = PartnerBot, example = json!({"id": "flowers", "face": {"name": "꽃집", "language": "ko"}, "listed": true, "createdAt": "2026-11-23T09:00:00Z"})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath((partner, bot)): FromPath<(Id<PartnerId>, String)>,
) -> Result<Json<PartnerBot>, HttpProblem> {
    Ok(Json(gateway.hub.withdraw_bot(&acting, partner.0, &bot).await?.into()))
}
