//! `GET /v1/partners/{partner}/bots/{bot}/versions`: what was deployed.

use axum::Json;
use axum::extract::State;
use domain::PartnerId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::wire::{BotVersion, Id};

// ---- response

/// What was deployed.
#[derive(Serialize, ToSchema)]
pub struct BotVersions {
    /// The version that answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub live: Option<u32>,
    pub versions: Vec<BotVersion>,
}

// ---- problems

problems!(BadRequest, SignInRequired, KeyUnknown, TooManyRequests, ScopeMissing, NotFound);

// ---- operation

/// List versions.
///
/// Those that are kept, the newest first, and which is live.
#[utoipa::path(
    get,
    path = "/v1/partners/{partner}/bots/{bot}/versions",
    operation_id = "listBotVersions",
    tag = "partner bots",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
        ("bot" = String, Path, description = "The bot.", example = "flowers"),
    ),
    responses(
        (status = OK, description = "The versions.", body = BotVersions, example = json!({"live": 3, "versions": [{"number": 3, "madeAt": "2026-11-23T09:00:00Z", "madeBy": "지우", "note": "튤립 추가", "passed": 12, "tested": 12}]})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath((partner, bot)): FromPath<(Id<PartnerId>, String)>,
) -> Result<Json<BotVersions>, HttpProblem> {
    let (bot, versions) = gateway.hub.bot_versions(&acting, partner.0, &bot).await?;
    let versions = versions.into_iter().map(BotVersion::from).collect();
    Ok(Json(BotVersions { live: bot.live, versions }))
}
