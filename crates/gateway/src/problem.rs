//! Problems as HTTP answers: RFC 9457 problem details, with the catalogue's code and the message in both languages.
//!
//! The one place that knows which kind of error has which status.

use std::collections::BTreeMap;

use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::rejection::{BytesRejection, JsonRejection, PathRejection, QueryRejection};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Code, Kind, Language, Problem};
use serde::Serialize;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, ResponseBuilder};
use utoipa::{ToSchema, openapi};

use crate::wire::InBoth;

/// A problem on its way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpProblem(pub Problem);

/// The body of every answer that is not a success.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProblemDetails {
    /// Names the problem; the same for every occurrence.
    #[serde(rename = "type")]
    #[schema(examples("urn:ieum:problem:text_too_long"))]
    pub kind: String,
    #[schema(examples("The text is too long. Up to 1,000 characters can be sent."))]
    pub title: String,
    #[schema(examples(413))]
    pub status: u16,
    /// The stable name in the catalogue, `docs/errors.md`.
    #[schema(examples("text_too_long"))]
    pub code: String,
    /// For the person: what happened and what to do.
    pub message: InBoth,
    /// For developers: the field, the limit, the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// The media type of problem details.
const PROBLEM_JSON: &str = "application/problem+json";

/// How long a client that was too quick should wait, in seconds: until its requests of the last minute are forgotten.
const RETRY_AFTER: &str = "60";
/// How long a client should wait for an engine that has too much to do; most of it is done in seconds.
const RETRY_ENGINE_AFTER: &str = "5";

/// Declares the problems that an operation answers with, for its documentation. Those that any operation may answer
/// with are added by themselves.
macro_rules! problems {
    ($($code:ident),* $(,)?) => {
        /// What this operation answers when it cannot do what was asked.
        pub struct Problems;

        impl utoipa::IntoResponses for Problems {
            fn responses() -> std::collections::BTreeMap<String, utoipa::openapi::RefOr<utoipa::openapi::Response>> {
                $crate::problem::document(&[$(domain::Code::$code,)*])
            }
        }
    };
}
pub(crate) use problems;

/// The documentation of these problems: one response a status, which lists its codes.
pub fn document(codes: &[Code]) -> BTreeMap<String, RefOr<openapi::Response>> {
    let mut descriptions = BTreeMap::<String, Vec<String>>::new();
    for code in codes.iter().chain(&[Code::ForeignOrigin, Code::Internal]) {
        let line = format!("`{}`: {}", code.as_str(), code.message(Language::English));
        descriptions.entry(status(code.kind()).as_u16().to_string()).or_default().push(line);
    }
    let body = || ContentBuilder::new().schema(Some(Ref::from_schema_name("ProblemDetails"))).build();
    let response = |lines: Vec<String>| {
        ResponseBuilder::new().description(lines.join("\n\n")).content(PROBLEM_JSON, body()).build()
    };
    descriptions.into_iter().map(|(status, lines)| (status, response(lines).into())).collect()
}

/// Which status a kind of error has.
pub fn status(kind: Kind) -> StatusCode {
    match kind {
        Kind::Invalid => StatusCode::BAD_REQUEST,
        Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::Stale => StatusCode::PRECONDITION_FAILED,
        Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        Kind::Unsupported => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Kind::Elsewhere => StatusCode::BAD_GATEWAY,
        Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl HttpProblem {
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self(Problem::new(code, detail))
    }
}

impl IntoResponse for HttpProblem {
    fn into_response(self) -> Response {
        let Self(problem) = self;
        let told = problem.clone();
        let (code, status) = (problem.code, status(problem.code.kind()));
        let detail = if code.kind() == Kind::Internal {
            // What exactly broke is for the operator's log alone.
            tracing::error!(detail = problem.detail.as_deref(), "a request failed");
            None
        } else {
            problem.detail
        };
        let body = ProblemDetails {
            kind: format!("urn:ieum:problem:{}", code.as_str()),
            title: code.message(Language::English).to_owned(),
            status: status.as_u16(),
            code: code.as_str().to_owned(),
            message: InBoth {
                ko: code.message(Language::Korean).to_owned(),
                en: code.message(Language::English).to_owned(),
            },
            detail,
        };
        let mut response = (status, axum::Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        if code.kind() == Kind::TooMany {
            let wait = if code == Code::EngineBusy { RETRY_ENGINE_AFTER } else { RETRY_AFTER };
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static(wait));
        }
        // For whoever tells it in another shape.
        response.extensions_mut().insert(told);
        response
    }
}

impl From<Problem> for HttpProblem {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl From<Code> for HttpProblem {
    fn from(code: Code) -> Self {
        Self(code.into())
    }
}

impl From<JsonRejection> for HttpProblem {
    fn from(rejection: JsonRejection) -> Self {
        match rejection {
            JsonRejection::BytesRejection(rejection) => rejection.into(),
            JsonRejection::MissingJsonContentType(_) => {
                Self::new(Code::BadRequest, "send JSON, with the header Content-Type: application/json")
            }
            rejection => Self::new(Code::BadRequest, rejection.body_text()),
        }
    }
}

impl From<BytesRejection> for HttpProblem {
    fn from(rejection: BytesRejection) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Code::BodyTooLarge.into(),
            _ => Self::new(Code::BadRequest, rejection.body_text()),
        }
    }
}

impl From<MultipartRejection> for HttpProblem {
    fn from(rejection: MultipartRejection) -> Self {
        Self::new(Code::BadRequest, rejection.body_text())
    }
}

impl From<MultipartError> for HttpProblem {
    fn from(error: MultipartError) -> Self {
        match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Code::BodyTooLarge.into(),
            _ => Self::new(Code::BadRequest, error.body_text()),
        }
    }
}

impl From<QueryRejection> for HttpProblem {
    fn from(rejection: QueryRejection) -> Self {
        Self::new(Code::BadRequest, rejection.body_text())
    }
}

impl From<PathRejection> for HttpProblem {
    fn from(rejection: PathRejection) -> Self {
        Self::new(Code::BadRequest, rejection.body_text())
    }
}
