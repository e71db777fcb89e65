//! `POST /v1/audio/translations`: a recording in, what it means in English out.

use axum::extract::{Multipart, State};
use axum::response::Response;
use utoipa::ToSchema;

use super::client::Client;
use super::form::Form;
use super::{text, transcriptions};
use crate::Gateway;
use crate::problem::HttpProblem;

// ---- request and response

/// A recording in any language that the recogniser knows.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the form is read field by field; this describes it")]
pub struct TranslationForm {
    /// The sound or video file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// `whisper-1`, or another name from `GET /v1/models`.
    model: String,
    /// Names that may be said, separated by commas.
    prompt: Option<String>,
    /// `json`, `text`, `srt`, `vtt` or `verbose_json`.
    response_format: Option<String>,
}

// ---- problems

pub use super::transcriptions::Problems;

// ---- operation

/// Say in English what is said.
///
/// As OpenAI's endpoint of this name. How good it is depends on the recogniser: the small default model translates
/// short, plain sentences at best.
#[utoipa::path(
    post,
    path = "/v1/audio/translations",
    operation_id = "createTranslation",
    tag = "openai",
    security(("key" = []), ("session" = [])),
    request_body(content = TranslationForm, content_type = "multipart/form-data"),
    responses(
        (status = OK, description = "The words in English.", body = text::Plain, example = json!({
            "text": "Set an alarm for three o'clock tomorrow.", "usage": {"type": "duration", "seconds": 3},
        })),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    Client(caller): Client,
    form: Multipart,
) -> Result<Response, HttpProblem> {
    transcriptions::answer(&gateway, &caller, Form::read(form).await?, true).await
}
