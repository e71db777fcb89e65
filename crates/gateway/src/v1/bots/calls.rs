//! `GET /v1/bots/{bot}/calls`: what the skills of a bot were asked lately.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::wire::{SkillCall, SkillHealth};

// ---- response

/// How the skills of a bot do, and what they were asked.
#[derive(Serialize, ToSchema)]
pub struct Calls {
    /// By name.
    pub skills: Vec<SkillHealth>,
    /// The newest first.
    pub calls: Vec<SkillCall>,
}

// ---- problems

problems!(SignInRequired, KeyUnknown, NotAllowed, ScopeMissing, NotFound, TooManyRequests);

// ---- operation

/// List calls of skills.
///
/// The last fifty since the server has started, with what was sent, what came back, how long it took, and what in the
/// answers is not as the contract says. People are never shown any of this.
#[utoipa::path(
    get,
    path = "/v1/bots/{bot}/calls",
    operation_id = "listSkillCalls",
    tag = "bots",
    security(("key" = []), ("session" = [])),
    params(("bot" = String, Path, description = "The bot.", example = "pizza")),
    responses(
        (status = OK, description = "The calls.", body = Calls, example = json!({
            "skills": [{"skill": "orders", "calls": 12, "failures": 1, "typicalMs": 84,
                "last": "2026-11-23T09:00:00Z"}],
            "calls": [{"skill": "orders", "block": "order", "what": "call", "at": "2026-11-23T09:00:00Z", "tookMs": 84,
                "status": 200, "findings": [{"path": "template.outputs[0].basicCard.title", "severity": "error",
                    "message": {"ko": "50자까지예요.", "en": "It may have 50 letters."}, "sent": "..."}],
                "request": "{}", "response": "{}", "trial": false}],
        })),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath(bot): FromPath<String>,
) -> Result<Json<Calls>, HttpProblem> {
    let (skills, calls) = gateway.hub.skill_calls(&acting, &bot).await?;
    let skills = skills.iter().map(SkillHealth::from).collect();
    Ok(Json(Calls { skills, calls: calls.iter().map(SkillCall::from).collect() }))
}
