//! `GET /v1/turns/{id}/trace`: why a turn was answered as it was.

use axum::Json;
use axum::extract::State;
use domain::{Code, TurnId};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::Gateway;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::{Id, Turn};

// ---- response

/// A turn with what was decided.
#[derive(Serialize, ToSchema)]
pub struct Traced {
    pub turn: Turn,
    /// What matched, how well, and what was done in which order. `steps` are the decisions one after the other; the other
    /// fields are what came of them: `intent` or `bot` and `block`, `values`, and what is `asked` now.
    #[schema(value_type = Object)]
    pub trace: Value,
}

// ---- problems

problems!(BadRequest, SignInRequired, NotFound);

// ---- operation

/// Explain an answer.
///
/// Every decision that was made for a turn: the candidates with their likeness and confidence, the values and the words
/// they were read from, what was asked, refused, kept or looked up. A turn that is not answered yet, or that the
/// assistant began itself, has none. `ieum nlu explain` shows the same of any sentence.
#[utoipa::path(
    get,
    path = "/v1/turns/{id}/trace",
    operation_id = "traceTurn",
    tag = "conversation",
    security(("session" = [])),
    params(("id" = String, Path, format = "uuid", description = "The turn.",
        example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10")),
    responses(
        (status = OK, description = "The turn and its trace.", body = Traced, example = json!({
            "turn": {"id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"},
            "trace": {"text": "몇 시까지 해요?", "language": "ko", "bot": "restaurant", "block": "hours",
                "steps": [{"step": "understood", "bot": "restaurant", "decision": "hours"}]},
        })),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromPath(Id(id)): FromPath<Id<TurnId>>,
) -> Result<Json<Traced>, HttpProblem> {
    let turn = gateway.hub.turn(person.id, id).await?;
    let trace = turn.trace.as_deref().and_then(|trace| serde_json::from_str(trace).ok());
    let trace = trace.ok_or_else(|| HttpProblem::new(Code::NotFound, "trace"))?;
    Ok(Json(Traced { turn: Turn::of(&turn, &gateway.picture_key), trace }))
}
