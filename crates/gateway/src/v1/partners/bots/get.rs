//! `GET /v1/partners/{partner}/bots/{bot}`: a bot with its draft.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use domain::PartnerId;

use super::etag;
use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::wire::{Id, OpenedBot};

// ---- problems

problems!(BadRequest, SignInRequired, KeyUnknown, TooManyRequests, ScopeMissing, NotFound);

// ---- operation

/// Get a bot.
///
/// With the draft that is being written. `ETag` is the draft's revision, for `If-Match` when it is saved.
#[utoipa::path(
    get,
    path = "/v1/partners/{partner}/bots/{bot}",
    operation_id = "getBot",
    tag = "partner bots",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
        ("bot" = String, Path, description = "The bot.", example = "flowers"),
    ),
    responses(
        (status = OK, description = "The bot.", body = OpenedBot, headers(("ETag" = String, description = "The revision of the draft.")), example = json!({
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
    FromPath((partner, bot)): FromPath<(Id<PartnerId>, String)>,
) -> Result<impl IntoResponse, HttpProblem> {
    let opened = gateway.hub.bot(&acting, partner.0, &bot).await?;
    Ok(([(header::ETAG, etag(opened.draft.revision))], Json(OpenedBot::from(opened))))
}
