//! `POST /v1/partners/{partner}/bots/{bot}/try`: say one sentence to a draft.

use axum::Json;
use axum::extract::State;
use domain::PartnerId;
use hub::Trial;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::{FromJson, FromPath};
use crate::problem::{HttpProblem, problems};
use crate::wire::{Id, Language, Tried};

// ---- request

/// What is said.
#[derive(Deserialize, ToSchema)]
pub struct Try {
    #[schema(min_length = 1, max_length = 1000)]
    text: String,
    /// The language of the bot unless told.
    #[serde(default)]
    language: Option<Language>,
    /// What came with the answer before; without it a conversation begins.
    #[serde(default)]
    state: Option<String>,
    /// A conversation that begins does so in the bot, as if it had been called by its name; true unless told.
    #[serde(default)]
    inside: Option<bool>,
}

// ---- problems

problems!(
    BadRequest,
    SignInRequired,
    KeyUnknown,
    TooManyRequests,
    ScopeMissing,
    NotFound,
    TextEmpty,
    TextTooLong,
    BodyTooLarge,
    BotFaulty,
    EngineBusy,
    EngineUnavailable
);

// ---- operation

/// Try a bot.
///
/// Says one sentence to the draft and tells the answer, what matched and why, and how long it took. Nothing is kept: to go on with a
/// conversation, send the `state` that came with the answer before.
#[utoipa::path(
    post,
    path = "/v1/partners/{partner}/bots/{bot}/try",
    operation_id = "tryBot",
    tag = "partner bots",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
        ("bot" = String, Path, description = "The bot.", example = "flowers"),
    ),
    request_body(content = Try, example = json!({"text": "장미 열 송이 주문할게요"})),
    responses(
        (status = OK, description = "The answer.", body = Tried, example = json!({
            "revision": 7, "language": "ko", "understood": true, "learntMs": 12.5, "answeredMs": 3.2,
            "answer": {"bubbles": [{"type": "text", "text": "장미 10송이 주문할까요?"}], "quickReplies": [],
                "speech": "장미 열 송이 주문할까요?", "expectsReply": true},
            "state": "{...}", "trace": {"bot": "flowers", "block": "order", "steps": []},
        })),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath((partner, bot)): FromPath<(Id<PartnerId>, String)>,
    FromJson(said): FromJson<Try>,
) -> Result<Json<Tried>, HttpProblem> {
    let Try { text, language, state, inside } = said;
    let language = language.map(Into::into);
    let trial = Trial { text, language, state, inside: inside.unwrap_or(true) };
    let tried = gateway.hub.try_bot(&acting, partner.0, &bot, trial).await?;
    Ok(Json(Tried::of(tried, &gateway.picture_key)))
}
