//! `POST /v1/partners/{partner}/bots`: make a bot.

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use domain::PartnerId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::etag;
use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::{FromJson, FromPath};
use crate::problem::{HttpProblem, problems};
use crate::wire::{BotSource, Id, OpenedBot};

// ---- request

/// A bot that does not exist yet.
#[derive(Deserialize, ToSchema)]
pub struct NewBot {
    /// What its file calls it (`bot: flowers`), unique on the server; it never changes.
    #[schema(min_length = 2, max_length = 40)]
    id: String,
    /// What people call it, when no texts are sent.
    #[serde(default)]
    name: String,
    #[serde(default)]
    source: Option<BotSource>,
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
    BodyTooLarge,
    BotTooLarge,
    BotIdTaken,
    QuotaReached
);

// ---- operation

/// Create a bot.
///
/// With the texts that are sent, or with a small bot to begin with. Texts that are wrong make a draft that says what is wrong. It answers
/// nobody before it is deployed.
#[utoipa::path(
    post,
    path = "/v1/partners/{partner}/bots",
    operation_id = "createBot",
    tag = "partner bots",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
    ),
    request_body(content = NewBot, example = json!({"id": "flowers", "name": "꽃집"})),
    responses(
        (status = CREATED, description = "The bot.", body = OpenedBot, headers(("ETag" = String, description = "The revision of the draft.")), example = json!({
            "id": "flowers", "face": {"name": "꽃집", "language": "ko"}, "live": 3, "listed": true,
            "createdAt": "2026-11-23T09:00:00Z",
            "draft": {"source": {"bot": "bot: flowers\n..."}, "revision": 7, "savedAt": "2026-11-23T09:00:00Z", "savedBy": "지우"},
        })),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath(Id(partner)): FromPath<Id<PartnerId>>,
    FromJson(NewBot { id, name, source }): FromJson<NewBot>,
) -> Result<impl IntoResponse, HttpProblem> {
    let new = hub::NewBot { handle: id, name, source: source.map(Into::into) };
    let opened = gateway.hub.create_bot(&acting, partner, new).await?;
    let etag = etag(opened.draft.revision);
    Ok((StatusCode::CREATED, [(header::ETAG, etag)], Json(OpenedBot::from(opened))))
}
