//! `GET /v2/tasks/{task}`: what became of what a bot told.

use axum::extract::State;
use axum::response::IntoResponse;
use skills::{EventTarget, TaskFailure, TaskReport};

use super::written;
use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};

// ---- problems

problems!(SignInRequired, KeyUnknown, NotFound, TooManyRequests);

// ---- operation

/// Tell what became of an event.
///
/// Kept for a week.
#[utoipa::path(
    get,
    path = "/v2/tasks/{task}",
    operation_id = "getEventTask",
    tag = "skills",
    security(("key" = []), ("session" = [])),
    params(("task" = String, Path, description = "As `tellEvent` called it.",
        example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10")),
    responses(
        (status = OK, description = "Who was told, and who was not.", body = serde_json::Value, example = json!({
            "taskId": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "status": "1 FAIL", "allRequestCount": 2,
            "successCount": 1, "fail": {"count": 1, "list": [{"id": "6f1c0a", "type": "botUserKey",
            "errorMessage": "nobody of this bot has this key"}]}})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath(task): FromPath<String>,
) -> Result<impl IntoResponse, HttpProblem> {
    let task = gateway.hub.bot_task(&acting, &task).await?;
    let target = |kind: &str| match kind {
        "plusfriendUserKey" => EventTarget::PlusfriendUserKey,
        "appUserId" => EventTarget::AppUserId,
        _ => EventTarget::BotUserKey,
    };
    let failures: Vec<TaskFailure> = task
        .failures
        .into_iter()
        .map(|untold| TaskFailure { target: target(&untold.kind), id: untold.key, message: untold.why })
        .collect();
    let all = task.all as usize;
    let report = TaskReport { task_id: task.id, all, succeeded: all - failures.len(), failures };
    Ok(written(report.write()))
}
