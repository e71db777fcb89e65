//! `PUT /v1/partners/{partner}/bots/{bot}/listing`: show a bot in the directory.

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

/// Whether it is in the directory.
#[derive(Deserialize, ToSchema)]
pub struct Listing {
    listed: bool,
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
    StorageReadOnly
);

// ---- operation

/// List a bot.
///
/// Whether people find it in the directory, once it is live. Whoever has added it keeps it.
#[utoipa::path(
    put,
    path = "/v1/partners/{partner}/bots/{bot}/listing",
    operation_id = "listBotInDirectory",
    tag = "partner bots",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
        ("bot" = String, Path, description = "The bot.", example = "flowers"),
    ),
    request_body(content = Listing, example = json!({"listed": true})),
    responses(
        (status = OK, description = "The bot.", body = PartnerBot, example = json!({"id": "flowers", "live": 3, "listed": true, "createdAt": "2026-11-23T09:00:00Z"})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath((partner, bot)): FromPath<(Id<PartnerId>, String)>,
    FromJson(Listing { listed }): FromJson<Listing>,
) -> Result<Json<PartnerBot>, HttpProblem> {
    Ok(Json(gateway.hub.list_bot(&acting, partner.0, &bot, listed).await?.into()))
}
