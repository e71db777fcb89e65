//! `GET /v1/partners/{partner}/bots/{bot}/questions`: what a bot could not answer.

use axum::Json;
use axum::extract::State;
use domain::PartnerId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::wire::{BotQuestion, Id};

// ---- response

/// What a bot could not answer.
#[derive(Serialize, ToSchema)]
pub struct BotQuestions {
    pub questions: Vec<BotQuestion>,
}

// ---- problems

problems!(
    BadRequest,
    SignInRequired,
    KeyUnknown,
    TooManyRequests,
    ScopeMissing,
    NotFound,
    StorageFull,
    StorageReadOnly
);

// ---- operation

/// List questions without an answer.
///
/// What people said to the bot that nothing of it was meant by, those asked last first: at most 500, for 90 days. Who asked is not
/// kept, and long numbers and mail addresses are made unreadable. A bot whose file says `keep_questions: false` has none.
#[utoipa::path(
    get,
    path = "/v1/partners/{partner}/bots/{bot}/questions",
    operation_id = "listBotQuestions",
    tag = "partner bots",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
        ("bot" = String, Path, description = "The bot.", example = "flowers"),
    ),
    responses(
        (status = OK, description = "The questions.", body = BotQuestions, example = json!({"questions": [{
            "id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "text": "주차 되나요?", "language": "ko", "times": 3,
            "firstAt": "2026-11-22T09:00:00Z", "lastAt": "2026-11-23T09:00:00Z",
            "nearest": {"block": "way", "confidence": 0.31},
        }]})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath((partner, bot)): FromPath<(Id<PartnerId>, String)>,
) -> Result<Json<BotQuestions>, HttpProblem> {
    let questions = gateway.hub.bot_questions(&acting, partner.0, &bot).await?;
    Ok(Json(BotQuestions { questions: questions.into_iter().map(BotQuestion::from).collect() }))
}
