//! `POST /v1/audio/transcriptions`: a recording in, its words out.

use std::convert::Infallible;

use axum::Json;
use axum::extract::{Multipart, State};
use axum::http::header;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use domain::{Code, Language, Problem};
use futures_util::stream::{Stream, unfold};
use hub::{Caller, Hint, Segment, Transcribed, Transcript, Transcription};
use serde::Serialize;
use utoipa::ToSchema;

use super::client::Client;
use super::event;
use super::form::Form;
use super::text::{self, Form as Wanted};
use crate::Gateway;
use crate::problem::{HttpProblem, problems};

// ---- request and response

/// A recording, and what is known of it. Fields of OpenAI's that are not here are taken and change nothing.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the form is read field by field; this describes it")]
pub struct TranscriptionForm {
    /// The sound or video file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// `whisper-1`, or another name from `GET /v1/models`.
    model: String,
    /// The language spoken, as ISO 639-1 code; without it the recogniser decides.
    language: Option<String>,
    /// Names that may be said, separated by commas.
    prompt: Option<String>,
    /// `json`, `text`, `srt`, `vtt` or `verbose_json`.
    response_format: Option<String>,
    /// `word` and `segment`, for `verbose_json`.
    timestamp_granularities: Option<Vec<String>>,
    /// Tell each part as soon as it is known, as server-sent events.
    stream: Option<bool>,
}

/// A part, while the rest is still being read.
#[derive(Serialize)]
#[serde(tag = "type")]
enum Part<'a> {
    #[serde(rename = "transcript.text.delta")]
    Delta { delta: String },
    #[serde(rename = "transcript.text.segment")]
    Segment { id: String, start: f64, end: f64, text: &'a str, speaker: &'static str },
    #[serde(rename = "transcript.text.done")]
    Done { text: String },
}

// ---- problems

problems!(
    BadRequest,
    AudioUnreadable,
    AudioTooLong,
    BodyTooLarge,
    SignInRequired,
    KeyUnknown,
    ModelUnknown,
    EngineBusy,
    TooManyRequests,
    EngineUnavailable,
    StorageFull,
    ShuttingDown,
);

// ---- operation

/// Write down what is said.
///
/// As OpenAI's endpoint of this name, for any common sound or video file of up to twelve hours. With `stream` each part
/// is told as soon as it is known (`transcript.text.delta`, at last `transcript.text.done`).
#[utoipa::path(
    post,
    path = "/v1/audio/transcriptions",
    operation_id = "createTranscription",
    tag = "openai",
    security(("key" = []), ("session" = [])),
    request_body(content = TranscriptionForm, content_type = "multipart/form-data"),
    responses(
        (status = OK, description = "The words.", body = text::Plain, example = json!({
            "text": "내일 오후 3시에 알람 맞춰 줘", "usage": {"type": "duration", "seconds": 3},
        })),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    Client(caller): Client,
    form: Multipart,
) -> Result<Response, HttpProblem> {
    answer(&gateway, &caller, Form::read(form).await?, false).await
}

// ---- helpers

/// Writes down what is said, or what it means in English.
pub async fn answer(
    gateway: &Gateway,
    caller: &Caller,
    form: Form,
    translate: bool,
) -> Result<Response, HttpProblem> {
    let model = form.get("model").ok_or_else(|| HttpProblem::new(Code::BadRequest, "model: is missing"))?;
    gateway.settings.models.check_ears(model)?;
    let wanted = Wanted::named(form.get("response_format"))?;
    let (words, segments) = (granularity(&form, "word")?, granularity(&form, "segment")?);
    let stream = flag(&form, "stream")?;
    let hint = Hint { language: language(&form)?, names: names(&form), words, translate, ..Hint::default() };
    let transcription = gateway.hub.transcribe(caller, form.file, hint).await?;
    if stream {
        return Ok(Sse::new(parts(transcription, segments)).into_response());
    }
    let task = if translate { "translate" } else { "transcribe" };
    Ok(written(transcription.whole().await?, wanted, task, words))
}

fn written(transcript: Transcript, wanted: Wanted, task: &'static str, words: bool) -> Response {
    let plain = |kind: &'static str, text: String| ([(header::CONTENT_TYPE, kind)], text).into_response();
    match wanted {
        Wanted::Json => Json(text::plain(transcript)).into_response(),
        Wanted::Verbose => Json(text::verbose(transcript, task, words)).into_response(),
        Wanted::Text => plain("text/plain; charset=utf-8", format!("{}\n", transcript.text)),
        Wanted::Srt => plain("application/x-subrip; charset=utf-8", text::srt(&transcript)),
        Wanted::Vtt => plain("text/vtt; charset=utf-8", text::vtt(&transcript)),
    }
}

/// The parts as they come. When the client goes, the transcription is dropped, and with it its work.
fn parts(transcription: Transcription, segments: bool) -> impl Stream<Item = Result<Event, Infallible>> {
    let state = Some((transcription, 0_usize));
    let events = unfold(state, move |state| async move {
        let (mut transcription, told) = state?;
        let (events, next) = match transcription.next().await {
            Ok(Transcribed::Segment(segment)) => {
                (of_segment(&segment, told, segments), Some((transcription, told + 1)))
            }
            Ok(Transcribed::Whole(transcript)) => {
                (vec![event::event(&Part::Done { text: transcript.text })], None)
            }
            Err(problem) => (vec![event::failed(&problem)], None),
        };
        Some((futures_util::stream::iter(events.into_iter().map(Ok)), next))
    });
    futures_util::StreamExt::flatten(events)
}

fn of_segment(segment: &Segment, number: usize, with_times: bool) -> Vec<Event> {
    let text = segment.text.trim();
    let space = if number == 0 { "" } else { " " };
    let mut events = vec![event::event(&Part::Delta { delta: format!("{space}{text}") })];
    if with_times {
        let (start, end) = (f64::from(segment.start_ms) / 1000.0, f64::from(segment.end_ms) / 1000.0);
        // Who speaks is not told apart.
        events.push(event::event(&Part::Segment {
            id: format!("seg_{number}"),
            start,
            end,
            text,
            speaker: "",
        }));
    }
    events
}

/// The language, by its code (`ko`, `ko-KR`) or its English name.
fn language(form: &Form) -> Result<Option<Language>, HttpProblem> {
    let Some(name) = form.get("language").or_else(|| form.all("languages").next()) else { return Ok(None) };
    let name = name.to_ascii_lowercase();
    match name.split(['-', '_']).next().unwrap_or_default() {
        "ko" | "kor" | "korean" => Ok(Some(Language::Korean)),
        "en" | "eng" | "english" => Ok(Some(Language::English)),
        _ => Err(HttpProblem::new(Code::BadRequest, format!("language: {name:?} is not one of ko, en"))),
    }
}

/// The names in the prompt: what stands between commas and is short enough to be one.
fn names(form: &Form) -> Vec<String> {
    const MOST: usize = 100;
    const LONGEST: usize = 30;
    let prompt = form.get("prompt").into_iter().flat_map(|prompt| prompt.split([',', ';', '\n', '、', '.']));
    let names = prompt.chain(form.all("keywords")).map(str::trim);
    names
        .filter(|name| !name.is_empty() && name.chars().count() <= LONGEST)
        .filter(|name| name.split_whitespace().count() <= 3)
        .take(MOST)
        .map(str::to_owned)
        .collect()
}

fn granularity(form: &Form, wanted: &str) -> Result<bool, HttpProblem> {
    let mut values = form.all("timestamp_granularities");
    if let Some(other) = values.find(|value| !["word", "segment"].contains(value)) {
        let detail = format!("timestamp_granularities: {other:?} is not one of word, segment");
        return Err(HttpProblem(Problem::new(Code::BadRequest, detail)));
    }
    Ok(form.all("timestamp_granularities").any(|value| value == wanted))
}

fn flag(form: &Form, name: &str) -> Result<bool, HttpProblem> {
    match form.get(name).map(str::to_ascii_lowercase).as_deref() {
        None | Some("false" | "0") => Ok(false),
        Some("true" | "1") => Ok(true),
        Some(_) => Err(HttpProblem::new(Code::BadRequest, format!("{name}: must be true or false"))),
    }
}
