//! `PUT /v1/partners/{partner}/bots/{bot}/draft`: save a draft.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use domain::PartnerId;
use hub::DraftSaved;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{etag, if_match};
use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::{FromJson, FromPath};
use crate::problem::{HttpProblem, problems};
use crate::wire::{BotFault, BotSource, Id};

// ---- request and response

/// What the draft is from now on.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SaveDraft {
    source: BotSource,
    /// Save it though it is wrong.
    #[serde(default)]
    keep_wrong: bool,
}

/// How the draft is now.
#[derive(Serialize, ToSchema)]
pub struct Saved {
    /// The same as in `ETag`.
    #[schema(examples(8))]
    pub revision: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<BotFault>,
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
    BotFaulty,
    BotTooLarge,
    DraftChanged
);

// ---- operation

/// Save a draft.
///
/// `If-Match` names the draft that it takes the place of, as `ETag` told it, so that nobody overwrites what they have not seen; `*` is
/// whatever is there. A bot that is wrong is refused with the line and the field, unless `keepWrong` is true: then it is saved
/// and says what is wrong.
#[utoipa::path(
    put,
    path = "/v1/partners/{partner}/bots/{bot}/draft",
    operation_id = "saveDraft",
    tag = "partner bots",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
        ("bot" = String, Path, description = "The bot.", example = "flowers"),
        ("If-Match" = String, Header, description = "The revision that was seen, or `*`.", example = "\"7\""),
    ),
    request_body(content = SaveDraft, example = json!({"source": {"bot": "bot: flowers\n..."}, "keepWrong": true})),
    responses(
        (status = OK, description = "Saved.", body = Saved, headers(("ETag" = String, description = "The revision of the draft.")), example = json!({"revision": 8})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath((partner, bot)): FromPath<(Id<PartnerId>, String)>,
    headers: HeaderMap,
    FromJson(SaveDraft { source, keep_wrong }): FromJson<SaveDraft>,
) -> Result<impl IntoResponse, HttpProblem> {
    let seen = if_match(&headers)?;
    let saved = gateway.hub.save_draft(&acting, partner.0, &bot, source.into(), seen, keep_wrong).await?;
    let DraftSaved { revision, fault } = saved;
    Ok(([(header::ETAG, etag(revision))], Json(Saved { revision, fault: fault.map(BotFault::from) })))
}
