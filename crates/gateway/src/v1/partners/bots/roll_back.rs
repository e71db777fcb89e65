//! `POST /v1/partners/{partner}/bots/{bot}/roll-back`: let an earlier version answer.

use axum::Json;
use axum::extract::State;
use domain::PartnerId;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::{FromJson, FromPath};
use crate::problem::{HttpProblem, problems};
use crate::wire::{Id, PartnerBot};

// ---- request

/// Which version answers from now on.
#[derive(Deserialize, ToSchema)]
pub struct RollBack {
    version: u32,
}

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
    StorageReadOnly,
    BotFaulty
);

// ---- operation

/// Roll back.
///
/// Any version that is kept becomes live again. The draft stays as it is.
#[utoipa::path(
    post,
    path = "/v1/partners/{partner}/bots/{bot}/roll-back",
    operation_id = "rollBackBot",
    tag = "partner bots",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
        ("bot" = String, Path, description = "The bot.", example = "flowers"),
    ),
    request_body(content = RollBack, example = json!({"version": 2})),
    responses(
        (status = OK, description = "The bot.", body = PartnerBot, example = json!({"id": "flowers", "face": {"name": "꽃집", "language": "ko"}, "live": 3, "listed": true, "createdAt": "2026-11-23T09:00:00Z"})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath((partner, bot)): FromPath<(Id<PartnerId>, String)>,
    FromJson(RollBack { version }): FromJson<RollBack>,
) -> Result<Json<PartnerBot>, HttpProblem> {
    Ok(Json(gateway.hub.roll_back_bot(&acting, partner.0, &bot, version).await?.into()))
}
