//! `POST /v1/partners/{partner}/bots/{bot}/deploy`: let a draft answer people.

use axum::Json;
use axum::extract::State;
use domain::PartnerId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::{FromJson, FromPath};
use crate::problem::{HttpProblem, problems};
use crate::wire::{BotVersion, Id, TestReport};

// ---- request and response

/// What is deployed.
#[derive(Deserialize, ToSchema)]
#[serde(default)]
#[derive(Default)]
pub struct Deploy {
    /// The draft of this revision and no other; without it, whatever is there.
    revision: Option<u64>,
    /// What is new, at most 500 characters.
    note: String,
    /// Though tests fail.
    force: bool,
}

/// A version that is live.
#[derive(Serialize, ToSchema)]
pub struct Deployed {
    pub version: BotVersion,
    pub report: TestReport,
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
    BotFaulty,
    TestsFailed,
    DraftChanged,
    EngineBusy,
    EngineUnavailable
);

// ---- operation

/// Deploy a bot.
///
/// The draft becomes the next version and answers people from now on. Its tests are played first; when one does not go as written
/// nothing is deployed, unless `force` is true.
#[utoipa::path(
    post,
    path = "/v1/partners/{partner}/bots/{bot}/deploy",
    operation_id = "deployBot",
    tag = "partner bots",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
        ("bot" = String, Path, description = "The bot.", example = "flowers"),
    ),
    request_body(content = Deploy, example = json!({"revision": 7, "note": "튤립 추가"})),
    responses(
        (status = OK, description = "The version that is live.", body = Deployed, example = json!({"version": {"number": 3, "madeAt": "2026-11-23T09:00:00Z", "madeBy": "지우", "note": "튤립 추가", "passed": 12, "tested": 12}, "report": {"revision": 7, "passed": 12, "tested": 12, "sentences": [], "dialogues": []}})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath((partner, bot)): FromPath<(Id<PartnerId>, String)>,
    FromJson(deploy): FromJson<Deploy>,
) -> Result<Json<Deployed>, HttpProblem> {
    let Deploy { revision, note, force } = deploy;
    let deployed = gateway.hub.deploy_bot(&acting, partner.0, &bot, revision, &note, force).await?;
    let (version, report) = deployed;
    Ok(Json(Deployed { version: version.into(), report: report.into() }))
}
