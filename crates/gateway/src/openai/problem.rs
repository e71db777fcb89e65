//! Problems in the shape that OpenAI's clients read: `{"error": {"message", "type", "param", "code"}}`.
//!
//! The operations answer with the same problems as all others; on the way out these are written anew.

use axum::Json;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::{Language, Problem};
use serde::Serialize;
use utoipa::ToSchema;

/// The body of every answer of these endpoints that is not a success.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OpenAiError {
    pub error: OpenAiProblem,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OpenAiProblem {
    /// What happened and what to do.
    #[schema(examples("The audio cannot be read."))]
    pub message: String,
    /// The kind of problem.
    #[serde(rename = "type")]
    #[schema(examples("invalid_request_error"))]
    pub kind: &'static str,
    /// The field that is wrong, if it is one.
    pub param: Option<String>,
    /// The stable name in the catalogue, `docs/errors.md`.
    #[schema(examples("audio_unreadable"))]
    pub code: &'static str,
}

/// The middleware.
pub async fn rewrite(request: Request, next: Next) -> Response {
    let ours = is_ours(request.uri().path());
    let response = next.run(request).await;
    match response.extensions().get::<Problem>() {
        Some(problem) if ours => written(&problem.clone(), response),
        _ => response,
    }
}

/// The body for a problem with this status.
pub fn body(problem: &Problem, status: StatusCode) -> OpenAiError {
    let kind = match status.as_u16() {
        401 => "authentication_error",
        403 => "permission_error",
        429 => "rate_limit_error",
        500.. => "server_error",
        _ => "invalid_request_error",
    };
    let told = problem.code.message(Language::English);
    let detail = problem.detail.as_deref().filter(|_| status != StatusCode::INTERNAL_SERVER_ERROR);
    OpenAiError {
        error: OpenAiProblem {
            message: detail.map_or_else(|| told.to_owned(), |detail| format!("{told} ({detail})")),
            kind,
            param: detail.and_then(field).map(str::to_owned),
            code: problem.code.as_str(),
        },
    }
}

fn written(problem: &Problem, mut response: Response) -> Response {
    let status = response.status();
    let mut rewritten = (status, Json(body(problem, status))).into_response();
    let typed = rewritten.headers_mut().remove(axum::http::header::CONTENT_TYPE);
    std::mem::swap(rewritten.headers_mut(), response.headers_mut());
    rewritten.headers_mut().remove(axum::http::header::CONTENT_LENGTH);
    // The body that is replaced may have been compressed.
    rewritten.headers_mut().remove(axum::http::header::CONTENT_ENCODING);
    if let Some(typed) = typed {
        rewritten.headers_mut().insert(axum::http::header::CONTENT_TYPE, typed);
    }
    rewritten
}

fn is_ours(path: &str) -> bool {
    path.starts_with("/v1/audio/")
        || path == "/v1/chat/completions"
        || path == "/v1/embeddings"
        || path == "/v1/models"
        || path.starts_with("/v1/models/")
}

/// Details begin with the field that they are about.
fn field(detail: &str) -> Option<&str> {
    let (field, _) = detail.split_once(": ")?;
    field.chars().all(|c| c.is_ascii_lowercase() || c == '_').then_some(field)
}
