//! `GET /v1/partners/{partner}/bots/{bot}/versions/{version}`: the texts of a version.

use axum::Json;
use axum::extract::State;
use domain::PartnerId;

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::wire::{BotSource, Id};

// ---- problems

problems!(BadRequest, SignInRequired, KeyUnknown, TooManyRequests, ScopeMissing, NotFound);

// ---- operation

/// Get a version.
///
/// The texts as they were deployed.
#[utoipa::path(
    get,
    path = "/v1/partners/{partner}/bots/{bot}/versions/{version}",
    operation_id = "getBotVersion",
    tag = "partner bots",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
        ("bot" = String, Path, description = "The bot.", example = "flowers"),
        ("version" = u32, Path, description = "Its number.", example = 3),
    ),
    responses(
        (status = OK, description = "The texts.", body = BotSource, example = json!({"bot": "bot: flowers\n...", "tests": "", "dialogues": "", "knowledge": {}})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath((partner, bot, version)): FromPath<(Id<PartnerId>, String, u32)>,
) -> Result<Json<BotSource>, HttpProblem> {
    Ok(Json(gateway.hub.bot_version(&acting, partner.0, &bot, version).await?.into()))
}
