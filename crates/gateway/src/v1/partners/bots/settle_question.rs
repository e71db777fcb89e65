//! `POST /v1/partners/{partner}/bots/{bot}/questions/{question}/settle`: take a question off the list.

use axum::extract::State;
use axum::http::StatusCode;
use domain::{PartnerId, QuestionId};
use hub::Settled;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::{FromJson, FromPath};
use crate::problem::{HttpProblem, problems};
use crate::wire::Id;

// ---- request

/// What became of it.
#[derive(Deserialize, ToSchema)]
pub struct SettleQuestion {
    #[serde(rename = "as")]
    as_what: SettledAs,
}

/// `taught`: it is an example of a block now, and comes back should it find no answer again; `dismissed`: nobody wants to see it again.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum SettledAs {
    Taught,
    Dismissed,
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
    BodyTooLarge,
    StorageFull,
    StorageReadOnly
);

// ---- operation

/// Settle a question.
///
/// Takes a question off the list, when it has become an example of the draft or is of no use.
#[utoipa::path(
    post,
    path = "/v1/partners/{partner}/bots/{bot}/questions/{question}/settle",
    operation_id = "settleBotQuestion",
    tag = "partner bots",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
        ("bot" = String, Path, description = "The bot.", example = "flowers"),
        ("question" = String, Path, format = "uuid", description = "The question.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
    ),
    request_body(content = SettleQuestion, example = json!({"as": "taught"})),
    responses(
        (status = NO_CONTENT, description = "It is off the list."),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath((partner, bot, question)): FromPath<(Id<PartnerId>, String, Id<QuestionId>)>,
    FromJson(SettleQuestion { as_what }): FromJson<SettleQuestion>,
) -> Result<StatusCode, HttpProblem> {
    let settled = match as_what {
        SettledAs::Taught => Settled::Taught,
        SettledAs::Dismissed => Settled::Dismissed,
    };
    gateway.hub.settle_question(&acting, partner.0, &bot, question.0, settled).await?;
    Ok(StatusCode::NO_CONTENT)
}
