//! `POST /v1/callbacks/{secret}`: the answer of a skill that said it would come later.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use crate::Gateway;
use crate::body::{FromBody, FromPath};
use crate::problem::{HttpProblem, problems};

// ---- problems

problems!(BadRequest, BodyTooLarge, ShuttingDown);

// ---- operation

/// Answer later.
///
/// A skill whose block allows it is given this address in `userRequest.callbackUrl`. It answers `{"version": "2.0",
/// "useCallback": true}` at once, and sends its SkillResponse here within a minute, once. What is wrong with it is told in
/// `status` and `message`; an answer that cannot be read does not use the address up.
#[utoipa::path(
    post,
    path = "/v1/callbacks/{secret}",
    operation_id = "answerLater",
    tag = "skills",
    params(("secret" = String, Path, description = "As it was given.", example = "5f0c")),
    request_body(content = serde_json::Value, description = "A SkillResponse.",
        example = json!({"version": "2.0", "template": {"outputs": [{"simpleText": {"text": "배달이 출발했어요."}}]}})),
    responses(
        (status = OK, description = "What became of it.", body = serde_json::Value, example = json!({
            "taskId": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "status": "SUCCESS", "message": "OK",
            "timestamp": 1_795_910_400})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    FromPath(secret): FromPath<String>,
    FromBody(body): FromBody,
) -> Result<impl IntoResponse, HttpProblem> {
    let reply = gateway.hub.take_late_answer(&secret, &body).await?;
    Ok(([(header::CONTENT_TYPE, "application/json; charset=UTF-8")], reply.write()))
}
