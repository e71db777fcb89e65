//! `POST /v1/kakao/{secret}`: a KakaoTalk channel's bot asks us as it asks any skill.
//!
//! The fallback block of the channel's bot (or any block) names this address as its skill; people in KakaoTalk then talk
//! with the assistant and its bots. The secret is the operator's (`[kakao] secret`).

use std::time::Duration;

use axum::extract::State;
use axum::response::IntoResponse;
use domain::{Answer, Code, EventId, Language, PersonId, Press, TurnId, TurnStatus};
use hub::{TurnRequest, Utterance};
use serde_json::json;
use skills::{SkillPayload, SkillResponse};

use super::written;
use crate::Gateway;
use crate::body::{FromBody, FromPath};
use crate::problem::{HttpProblem, problems};
use crate::signed_in::hash;

/// KakaoTalk waits five seconds, all the way there and back.
const PATIENCE: Duration = Duration::from_millis(4200);
/// What of a button of ours comes back when it is pressed there.
const MARK: &str = "ieum";

// ---- problems

problems!(BadRequest, BodyTooLarge, NotFound, ShuttingDown);

// ---- operation

/// Answer a KakaoTalk channel.
///
/// Takes a SkillPayload and answers with a SkillResponse. Whoever speaks there is a person of their own here, by the key
/// that the channel gives them. An answer that takes longer than KakaoTalk waits is sent to `callbackUrl` where the block
/// has one.
#[utoipa::path(
    post,
    path = "/v1/kakao/{secret}",
    operation_id = "answerKakaoChannel",
    tag = "skills",
    params(("secret" = String, Path, description = "The operator's secret.", example = "channel-5f0c")),
    request_body(content = serde_json::Value, description = "A SkillPayload.", example = json!({
        "userRequest": {"utterance": "지금 몇 시야?", "user": {"id": "6f1c0a", "type": "botUserKey"}},
        "bot": {"id": "5e0f", "name": "채널"}})),
    responses(
        (status = OK, description = "A SkillResponse.", body = serde_json::Value, example = json!({
            "version": "2.0", "template": {"outputs": [{"simpleText": {"text": "오후 3시예요."}}]}})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    FromPath(secret): FromPath<String>,
    FromBody(body): FromBody,
) -> Result<impl IntoResponse, HttpProblem> {
    let known = gateway.settings.kakao_secret.as_ref();
    // Hashes are compared: how long it takes tells nothing of the secret.
    if known.is_none_or(|known| hash(known) != hash(&secret)) {
        return Err(HttpProblem::new(Code::NotFound, "no channel asks here"));
    }
    let payload =
        SkillPayload::read(&body).map_err(|error| HttpProblem::new(Code::BadRequest, error.to_string()))?;
    let user = &payload.user_request.user.id;
    if user.is_empty() {
        return Err(HttpProblem::new(Code::BadRequest, "userRequest.user.id is required"));
    }
    let language = payload.user_request.language.unwrap_or(Language::Korean);
    let person = gateway.hub.person_of_channel(user, language).await?;
    Ok(written(answer(&gateway, person, language, payload).await?.write()))
}

// ---- helpers

/// In time, or a promise.
async fn answer(
    gateway: &Gateway,
    person: PersonId,
    language: Language,
    payload: SkillPayload,
) -> Result<SkillResponse, HttpProblem> {
    let callback = payload.user_request.callback_url.clone();
    let request = TurnRequest {
        event: gateway.ids.next::<EventId>(),
        utterance: said(&payload),
        language: None,
        touchpoint: None,
        conversation: None,
    };
    let hub = gateway.hub.clone();
    let mut taking = tokio::spawn(async move { hub.take_turn(person, request).await });
    if let Ok(taken) = tokio::time::timeout(PATIENCE, &mut taking).await {
        let turn = taken.map_err(|_| Code::Internal)??;
        return Ok(response(&turn.status, turn.id, language));
    }
    let Some(address) = callback else {
        return Ok(saying(wait(language)));
    };
    let hub = gateway.hub.clone();
    tokio::spawn(async move {
        let Ok(Ok(turn)) = taking.await else { return };
        hub.post_late_answer(&address, response(&turn.status, turn.id, language)).await;
    });
    Ok(SkillResponse { use_callback: true, ..SkillResponse::default() })
}

/// The words, or the button of ours that was pressed.
fn said(payload: &SkillPayload) -> Utterance {
    let text = payload.user_request.utterance.clone();
    let mark = payload.action.client_extra.as_ref().and_then(|extra| extra.get(MARK));
    let press = mark.and_then(|mark| {
        let turn: TurnId = mark["turn"].as_str()?.parse().ok()?;
        Some(Press { turn, number: u32::try_from(mark["press"].as_u64()?).ok()? })
    });
    match press {
        Some(press) => Utterance::Pressed { text, press },
        None => Utterance::Text(text),
    }
}

/// What can be pressed brings back which one it was.
fn response(status: &TurnStatus, turn: TurnId, language: Language) -> SkillResponse {
    let mark = |number| Some(json!({ MARK: { "turn": turn.to_string(), "press": number } }));
    match status {
        TurnStatus::Answered(answer) => skills::respond(answer, &mark),
        TurnStatus::Failed(problem) => saying(problem.code.message(language)),
        TurnStatus::Received => saying(wait(language)),
    }
}

fn saying(words: &str) -> SkillResponse {
    skills::respond(&Answer::text(words), &|_| None)
}

fn wait(language: Language) -> &'static str {
    match language {
        Language::Korean => "답이 조금 늦어지고 있어요. 잠시 뒤에 다시 말씀해 주세요.",
        Language::English => "This takes a little longer. Please ask again in a moment.",
    }
}
