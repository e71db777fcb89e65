//! `POST /v1/speech/recognize`: audio in, text out.

use axum::Json;
use axum::extract::State;
use hub::Caller;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::Gateway;
use crate::body::{FromBody, FromQuery};
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::Language;

// ---- request and response

/// What is known of the audio. The body is the file itself.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Spoken {
    /// The language spoken; without it the recogniser decides.
    #[param(inline, example = "ko")]
    language: Option<Language>,
}

/// The words in the audio.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Transcript {
    /// Empty when nobody spoke.
    text: String,
    language: Language,
    /// Length of the audio.
    audio_ms: u32,
}

// ---- problems

problems!(
    BadRequest,
    AudioUnreadable,
    AudioTooLong,
    BodyTooLarge,
    SignInRequired,
    EngineBusy,
    EngineUnavailable,
    ShuttingDown,
);

// ---- operation

/// Turn speech into text.
///
/// Send a sound or video file as the body (WAV, FLAC, MP3, Ogg, Opus, WebM, M4A, MP4, AAC, AIFF, CAF); its format is
/// found in the file itself. Nothing is kept, and no turn
/// is taken.
#[utoipa::path(
    post,
    path = "/v1/speech/recognize",
    operation_id = "recognize",
    tag = "speech",
    security(("session" = [])),
    params(Spoken),
    request_body(content = Vec<u8>, description = "The audio file.", content_type = "audio/*"),
    responses(
        (status = OK, description = "The words.", body = Transcript, example = json!({
            "text": "내일 세 시에 알람 맞춰 줘", "language": "ko", "audioMs": 2300,
        })),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromQuery(Spoken { language }): FromQuery<Spoken>,
    FromBody(file): FromBody,
) -> Result<Json<Transcript>, HttpProblem> {
    let caller = Caller::sending(person.id);
    let samples = gateway.hub.read_audio(&caller, file.into()).await?;
    let heard = gateway.hub.recognize(&caller, samples, language.map(Into::into)).await?;
    Ok(Json(Transcript { text: heard.text, language: heard.language.into(), audio_ms: heard.audio_ms }))
}
