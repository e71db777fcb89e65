//! `POST /v2/bots/{bot}/talk`: a bot speaks first.

use axum::extract::State;
use axum::response::IntoResponse;
use domain::Code;
use skills::{CallbackReply, CallbackStatus, EventRequest};

use super::written;
use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::{FromBody, FromPath};
use crate::problem::{HttpProblem, problems};

// ---- problems

problems!(
    BadRequest,
    BodyTooLarge,
    SignInRequired,
    KeyUnknown,
    NotAllowed,
    ScopeMissing,
    NotFound,
    TooManyRequests,
    ShuttingDown
);

// ---- operation

/// Have a bot speak first.
///
/// Kakao's Event API: `event.name` is one of the bot's `events`, `event.data` fills its wordings
/// (`{{ event.pizza }}`), `params` reach its skill. 1 to 100 people are named by the key that skills know them by
/// (`botUserKey`, or the same as `plusfriendUserKey`). Whoever is told later what became of it asks
/// `GET /v2/tasks/{taskId}`. `Authorization: KakaoAK <key>` is understood as well as `Bearer <key>`.
#[utoipa::path(
    post,
    path = "/v2/bots/{bot}/talk",
    operation_id = "tellEvent",
    tag = "skills",
    security(("key" = []), ("session" = [])),
    params(("bot" = String, Path, description = "The bot.", example = "pizza")),
    request_body(content = serde_json::Value, example = json!({
        "event": {"name": "ready", "data": {"pizza": "페퍼로니"}},
        "user": [{"type": "botUserKey", "id": "6f1c0a"}], "params": {"order": "7"}})),
    responses(
        (status = OK, description = "What it is called by.", body = serde_json::Value, example = json!({
            "taskId": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "status": "SUCCESS", "message": "OK",
            "timestamp": 1_795_910_400})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath(bot): FromPath<String>,
    FromBody(body): FromBody,
) -> Result<impl IntoResponse, HttpProblem> {
    let request =
        EventRequest::read(&body).map_err(|error| HttpProblem::new(Code::BadRequest, error.to_string()))?;
    // A `!` is the development channel of a bot of Kakao's; here it is the same bot.
    let task = gateway.hub.tell_event(&acting, bot.trim_end_matches('!'), request).await?;
    let nobody = task.failures.len() == task.all as usize;
    let reply = CallbackReply {
        task_id: task.id,
        status: if nobody { CallbackStatus::Fail } else { CallbackStatus::Success },
        message: if nobody { "nobody could be told".into() } else { "OK".into() },
        timestamp: task.made_at.as_second(),
    };
    Ok(written(reply.write_for_event()))
}
