//! Problems in the form that OpenAI clients read.

use axum::Json;
use axum::response::{IntoResponse, Response};
use domain::{Code, Language, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::{HttpProblem, status};

/// A problem on its way to an OpenAI client.
pub struct OpenAiProblem(Problem);

/// The body of an answer that is not a success.
#[derive(Serialize, ToSchema)]
pub struct OpenAiError {
    error: OpenAiErrorBody,
}

#[derive(Serialize, ToSchema)]
struct OpenAiErrorBody {
    message: String,
    #[serde(rename = "type")]
    kind: &'static str,
    /// Always null here: the message names the field.
    param: Option<String>,
    /// The stable name in the catalogue, `docs/errors.md`.
    code: &'static str,
}

impl OpenAiProblem {
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self(Problem::new(code, detail))
    }
}

impl IntoResponse for OpenAiProblem {
    fn into_response(self) -> Response {
        let Self(Problem { code, detail }) = self;
        let status = status(code.kind());
        let message = match detail.filter(|_| !status.is_server_error()) {
            Some(detail) => format!("{} ({detail})", code.message(Language::English)),
            None => code.message(Language::English).to_owned(),
        };
        let kind = if status.is_server_error() { "server_error" } else { "invalid_request_error" };
        let error = OpenAiErrorBody { message, kind, param: None, code: code.as_str() };
        (status, Json(OpenAiError { error })).into_response()
    }
}

impl From<Problem> for OpenAiProblem {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl From<HttpProblem> for OpenAiProblem {
    fn from(HttpProblem(problem): HttpProblem) -> Self {
        Self(problem)
    }
}
