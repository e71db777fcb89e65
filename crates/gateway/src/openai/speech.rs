//! `POST /v1/audio/speech`: text in, a voice out.

use std::convert::Infallible;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::{Code, Problem};
use futures_util::stream::{Stream, unfold};
use hub::{Format, Manner, Recital};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::client::Client;
use super::event;
use crate::Gateway;
use crate::body::FromJson;
use crate::problem::{HttpProblem, problems};

// ---- request and response

/// What is to be said, and how. Fields of OpenAI's that are not here are taken and change nothing.
#[derive(Deserialize, ToSchema)]
pub struct SpeechRequest {
    #[schema(min_length = 1, max_length = 4096)]
    input: String,
    /// `tts-1`, or another name from `GET /v1/models`.
    model: String,
    /// A voice of ours, a blend of two (`a:0.7,b:0.3`), or one of OpenAI's names, which all mean the first of ours.
    voice: Voice,
    /// `mp3` unless told, which needs a program on the server; `wav`, `pcm`, `flac`, `opus` and `aac` are others.
    #[serde(default)]
    response_format: Option<String>,
    /// 1 is the voice's own pace; what is beyond 0.5 to 2 is brought within.
    #[serde(default)]
    #[schema(minimum = 0.25, maximum = 4)]
    speed: Option<f32>,
    /// `audio` for the file as it is made, `sse` for server-sent events.
    #[serde(default)]
    stream_format: Option<String>,
}

#[derive(Deserialize, ToSchema)]
#[serde(untagged)]
enum Voice {
    Name(String),
    Custom { id: String },
}

/// A part of the file.
#[derive(Serialize)]
#[serde(tag = "type")]
enum Part {
    #[serde(rename = "speech.audio.delta")]
    Delta { audio: String },
    #[serde(rename = "speech.audio.done")]
    Done { usage: Usage },
}

/// Nothing is counted here.
#[derive(Default, Serialize)]
struct Usage {
    input_tokens: u32,
    output_tokens: u32,
    total_tokens: u32,
}

/// OpenAI's voices.
const VOICES: [&str; 13] = [
    "alloy", "ash", "ballad", "cedar", "coral", "echo", "fable", "marin", "nova", "onyx", "sage", "shimmer",
    "verse",
];

// ---- problems

problems!(
    BadRequest,
    TextEmpty,
    TextTooLong,
    BodyTooLarge,
    VoiceUnknown,
    FormatUnavailable,
    SignInRequired,
    KeyUnknown,
    ModelUnknown,
    EngineBusy,
    TooManyRequests,
    EngineUnavailable,
    ShuttingDown,
);

// ---- operation

/// Say something.
///
/// As OpenAI's endpoint of this name. The first sound is sent while the later sentences are still being made.
#[utoipa::path(
    post,
    path = "/v1/audio/speech",
    operation_id = "createSpeech",
    tag = "openai",
    security(("key" = []), ("session" = [])),
    request_body(content = SpeechRequest, example = json!({
        "model": "tts-1", "voice": "alloy", "input": "안녕하세요", "response_format": "wav",
    })),
    responses(
        (status = OK, description = "The voice, in the format that was asked for.", content_type = "audio/*",
            body = Vec<u8>),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    Client(caller): Client,
    FromJson(request): FromJson<SpeechRequest>,
) -> Result<Response, HttpProblem> {
    gateway.settings.models.check_voice(&request.model)?;
    let bad = |detail: String| HttpProblem::new(Code::BadRequest, detail);
    let format = request.response_format.as_deref().unwrap_or("mp3").parse::<Format>();
    let format = format.map_err(|error| bad(format!("response_format: {error}")))?;
    let speed = request.speed.unwrap_or(1.0);
    if !(0.25..=4.0).contains(&speed) {
        return Err(bad("speed: must be from 0.25 to 4".into()));
    }
    let events = match request.stream_format.as_deref().unwrap_or("audio") {
        "audio" => false,
        "sse" => true,
        other => return Err(bad(format!("stream_format: {other:?} is not one of audio, sse"))),
    };
    let manner = Manner { speed: speed.clamp(0.5, 2.0), voice: voice(request.voice), ..Manner::default() };
    let tools = &gateway.settings.tools;
    let mut recital = gateway.hub.recite(&caller, &request.input, manner, format, tools).await?;
    // What cannot be said at all should be an error, not a broken file.
    let first = recital.next().await?;
    if events {
        return Ok(Sse::new(parts(first, recital)).into_response());
    }
    let body = Body::from_stream(bytes(first, recital));
    Ok(([(header::CONTENT_TYPE, format.media_type())], body).into_response())
}

// ---- helpers

fn voice(voice: Voice) -> Option<String> {
    let (Voice::Name(name) | Voice::Custom { id: name }) = voice;
    (!VOICES.contains(&name.as_str())).then_some(name)
}

/// The file as it is made. Where it breaks off, so does the connection.
fn bytes(first: Option<Vec<u8>>, recital: Recital) -> impl Stream<Item = Result<Bytes, Problem>> {
    unfold(Some((first, recital)), |state| async move {
        let (first, mut recital) = state?;
        let next = match first {
            Some(bytes) => Ok(Some(bytes)),
            None => recital.next().await,
        };
        match next {
            Ok(Some(bytes)) => Some((Ok(bytes.into()), Some((None, recital)))),
            Ok(None) => None,
            Err(problem) => Some((Err(problem), None)),
        }
    })
}

fn parts(first: Option<Vec<u8>>, recital: Recital) -> impl Stream<Item = Result<Event, Infallible>> {
    use futures_util::StreamExt;

    let done = Some(Ok(event::event(&Part::Done { usage: Usage::default() })));
    let parts = bytes(first, recital).map(|bytes| match bytes {
        Ok(bytes) => event::event(&Part::Delta { audio: BASE64_STANDARD.encode(bytes) }),
        Err(problem) => event::failed(&problem),
    });
    parts.map(Ok).chain(futures_util::stream::iter(done))
}
