//! The pages of `web/`, embedded in the binary. In development they are read from the folder, so that a change shows
//! on reload.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::Code;
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::problem::HttpProblem;

#[derive(RustEmbed)]
#[folder = "../../web/"]
struct Web;

/// Answers whatever is no endpoint: a file of `web/`, else the page that the path is below.
pub async fn handler(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if !matches!(method, Method::GET | Method::HEAD) || is_api(uri.path()) {
        return HttpProblem::new(Code::NotFound, format!("{method} {}", uri.path())).into_response();
    }
    match find(uri.path()) {
        Some((path, file)) => send(&path, file, &headers),
        None => HttpProblem::new(Code::NotFound, uri.path()).into_response(),
    }
}

fn is_api(path: &str) -> bool {
    path == "/v1" || path.starts_with("/v1/")
}

/// The file of this path. A page keeps its own place in the path behind its folder's name (`/chats/…`): a path that
/// is no file shows the nearest page above it, but a missing script or picture stays missing.
fn find(path: &str) -> Option<(String, EmbeddedFile)> {
    let path = path.trim_matches('/');
    if let Some(file) = Web::get(path) {
        return Some((path.to_owned(), file));
    }
    let names_a_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if names_a_file {
        return None;
    }
    let ancestors = std::iter::successors(Some(path), |path| match path.rsplit_once('/') {
        Some((parent, _)) => Some(parent),
        None => (!path.is_empty()).then_some(""),
    });
    ancestors
        .map(|folder| format!("{folder}/index.html").trim_start_matches('/').to_owned())
        .find_map(|page| Web::get(&page).map(|file| (page, file)))
}

fn send(path: &str, file: EmbeddedFile, headers: &HeaderMap) -> Response {
    let hash = file.metadata.sha256_hash();
    let mark = hex::encode(&hash[..16]);
    // Weak, because the answer may be compressed on its way.
    let etag = format!("W/\"{mark}\"");
    let known = headers.get(header::IF_NONE_MATCH).and_then(|marks| marks.to_str().ok());
    let mut response = if known.is_some_and(|marks| marks.contains(&mark)) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Body::from(file.data).into_response()
    };
    let headers = response.headers_mut();
    let value = |text: &str| HeaderValue::from_str(text).expect("hashes and media types are plain ASCII");
    headers.insert(header::ETAG, value(&etag));
    headers.insert(header::CONTENT_TYPE, value(&media_type(path, &file.metadata)));
    // File names do not change with their content: ask each time, and get it only when it has changed.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

fn media_type(path: &str, metadata: &rust_embed::Metadata) -> String {
    let guessed = metadata.mimetype();
    let textual =
        guessed.starts_with("text/") || guessed.ends_with("javascript") || guessed.ends_with("json");
    match path.rsplit('.').next() {
        Some("webmanifest") => "application/manifest+json".to_owned(),
        _ if textual => format!("{guessed}; charset=utf-8"),
        _ => guessed.to_owned(),
    }
}
