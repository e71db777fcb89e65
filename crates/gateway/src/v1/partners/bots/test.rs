//! `POST /v1/partners/{partner}/bots/{bot}/test`: play the tests of a draft.

use axum::Json;
use axum::extract::State;
use domain::PartnerId;

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::wire::{Id, TestReport};

// ---- problems

problems!(
    BadRequest,
    SignInRequired,
    KeyUnknown,
    TooManyRequests,
    ScopeMissing,
    NotFound,
    BotFaulty,
    EngineBusy,
    EngineUnavailable
);

// ---- operation

/// Test a bot.
///
/// Its sentences and dialogues are played by the draft, and what did not go as written is told.
#[utoipa::path(
    post,
    path = "/v1/partners/{partner}/bots/{bot}/test",
    operation_id = "testBot",
    tag = "partner bots",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
        ("bot" = String, Path, description = "The bot.", example = "flowers"),
    ),
    responses(
        (status = OK, description = "How they went.", body = TestReport, example = json!({
            "revision": 7, "passed": 1, "tested": 2,
            "sentences": [{"say": "언제 닫아?", "right": true, "wanted": "hours", "found": "hours", "confidence": 0.93}],
            "dialogues": [{"name": "주문", "right": false, "turns": [
                {"say": "장미 주문할게요", "answered": "몇 송이 드릴까요?", "wrong": ["asks: wanted \"color\", found \"count\""]},
            ]}],
        })),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath((partner, bot)): FromPath<(Id<PartnerId>, String)>,
) -> Result<Json<TestReport>, HttpProblem> {
    Ok(Json(gateway.hub.test_bot(&acting, partner.0, &bot).await?.into()))
}
