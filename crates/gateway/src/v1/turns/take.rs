//! `POST /v1/turns`: say one thing and get the answer.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use domain::{Code, ConversationId, EventId, PictureId};
use hub::{TurnRequest, Utterance};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::body::FromJson;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::{Id, Language, Turn};

// ---- request and response

/// One utterance. The response is the [`Turn`] with its answer.
#[derive(Deserialize, ToSchema)]
pub struct TakeTurn {
    /// May be left out when there is a picture.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 1000)]
    text: Option<String>,
    /// A photo to talk about: what `POST /v1/pictures` gave.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "uuid")]
    picture: Option<Id<PictureId>>,
    /// Where it is said; without it, in the conversation with the assistant.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "uuid")]
    conversation: Option<Id<ConversationId>>,
    /// The language of the answer; without it, the language of the text.
    #[serde(default)]
    language: Option<Language>,
}

/// The header with the client's own key.
const IDEMPOTENCY_KEY: &str = "idempotency-key";

// ---- problems

problems!(
    BadRequest,
    TextEmpty,
    TextTooLong,
    BodyTooLarge,
    SignInRequired,
    NotFound,
    EventReused,
    StorageFull,
    StorageReadOnly,
    ShuttingDown,
);

// ---- operation

/// Say one thing.
///
/// Takes a turn and waits for its answer. The turn is written down first: when the connection breaks, send the same
/// text again with the same `Idempotency-Key` and get the same turn instead of a second one. The turn also shows in
/// the person's other windows. A turn whose `status` is `failed` says why in `problem`.
#[utoipa::path(
    post,
    path = "/v1/turns",
    operation_id = "takeTurn",
    tag = "conversation",
    security(("session" = [])),
    params(("Idempotency-Key" = Option<String>, Header, format = "uuid",
        description = "A UUID of the client's own, the same for every retry.",
        example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10")),
    request_body(content = TakeTurn, example = json!({"text": "내일 세 시에 알람 맞춰 줘"})),
    responses(
        (status = OK, description = "The turn, answered or failed.", body = Turn, example = json!({
            "id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10",
            "conversation": "019ab0f0-8a41-7b6e-8c52-0e4f7d0b9a11",
            "sequence": 1,
            "event": "019ab0f6-2e31-7d2a-b1c4-52f0c6a7e012",
            "input": {"kind": "text", "text": "내일 세 시에 알람 맞춰 줘"},
            "language": "ko",
            "status": "answered",
            "receivedAt": "2026-11-23T09:00:00Z",
            "answeredAt": "2026-11-23T09:00:00.012Z",
            "answer": {
                "bubbles": [{"type": "text", "text": "내일 오후 3시에 알람을 맞췄어요."}],
                "quickReplies": [],
                "speech": "내일 오후 3시에 알람을 맞췄어요.",
                "expectsReply": false,
            },
        })),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    headers: HeaderMap,
    FromJson(TakeTurn { text, picture, conversation, language }): FromJson<TakeTurn>,
) -> Result<Json<Turn>, HttpProblem> {
    let request = TurnRequest {
        event: event(&gateway, &headers)?,
        utterance: utterance(text, picture)?,
        language: language.map(Into::into),
        touchpoint: None,
        conversation: conversation.map(|Id(conversation)| conversation),
    };
    let turn = gateway.hub.take_turn(person.id, request).await?;
    Ok(Json(Turn::of(&turn, &gateway.picture_key)))
}

// ---- helpers

fn utterance(text: Option<String>, picture: Option<Id<PictureId>>) -> Result<Utterance, HttpProblem> {
    match (text, picture) {
        (text, Some(Id(picture))) => Ok(Utterance::Picture { picture, text: text.unwrap_or_default() }),
        (Some(text), None) => Ok(Utterance::Text(text)),
        (None, None) => Err(HttpProblem::new(Code::BadRequest, "text or picture is needed")),
    }
}

/// The client's key, or a fresh one for a client that never retries.
fn event(gateway: &Gateway, headers: &HeaderMap) -> Result<EventId, HttpProblem> {
    let Some(key) = headers.get(IDEMPOTENCY_KEY) else { return Ok(gateway.ids.next()) };
    let key = key.to_str().ok().and_then(|key| key.trim_matches('"').parse().ok());
    key.ok_or_else(|| HttpProblem::new(Code::BadRequest, "Idempotency-Key: expected a UUID"))
}
