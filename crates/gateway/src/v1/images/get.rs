//! `GET /v1/images/{signature}?url=...`: a picture of a partner, brought by us.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::Code;
use serde::Deserialize;

use crate::Gateway;
use crate::body::{FromPath, FromQuery};
use crate::problem::{HttpProblem, problems};
use crate::proxy::Brought;
use crate::signed_in::SignedIn;

// ---- request

#[derive(Deserialize)]
pub struct Wanted {
    url: String,
}

// ---- problems

problems!(BadRequest, SignInRequired, NotFound, EngineBusy, PictureUnavailable, ShuttingDown);

// ---- operation

/// Show a picture from elsewhere.
///
/// Answers give the pictures of partners with addresses like this one, signed by this server; no other address is fetched.
/// The picture is fetched from a public address (or any, with `partners.private_links`), decoded and drawn anew as a JPEG of at
/// most 1,280 pixels on its longer side, and kept for a while.
#[utoipa::path(
    get,
    path = "/v1/images/{signature}",
    operation_id = "getImage",
    tag = "conversation",
    security(("session" = [])),
    params(
        ("signature" = String, Path, description = "What this server wrote into the address.", example = "9f86d081884c7d659a2feaa0c55ad015"),
        ("url" = String, Query, description = "Where the picture is.", example = "https://example.com/menu.png"),
    ),
    responses((status = OK, description = "The picture.", body = Vec<u8>, content_type = "image/jpeg"), Problems),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromPath(signature): FromPath<String>,
    FromQuery(Wanted { url }): FromQuery<Wanted>,
    headers: HeaderMap,
) -> Result<Response, HttpProblem> {
    if !gateway.picture_key.has_signed(&url, &signature) {
        return Err(HttpProblem::new(Code::NotFound, "this server has not written this address"));
    }
    let picture = gateway.pictures.bring(&gateway.hub, person.id, &url).await?;
    Ok(shown(picture, &headers))
}

// ---- helpers

/// The picture, or that the browser has it already.
fn shown(Brought { file, mark }: Brought, headers: &HeaderMap) -> Response {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|marks| marks.to_str().ok());
    let mut response = if known.is_some_and(|marks| marks.contains(&mark)) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, "image/jpeg")], file).into_response()
    };
    let mark = HeaderValue::from_str(&format!("\"{mark}\"")).expect("hexadecimal is plain ASCII");
    response.headers_mut().insert(header::ETAG, mark);
    // Partners may exchange a picture; what was said with it is hours old by then.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=86400"));
    response
}
