//! `GET /v1/pictures/{picture}`: a photo that somebody has sent.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use domain::PictureId;

use crate::Gateway;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::Id;

// ---- problems

problems!(BadRequest, SignInRequired, NotFound);

// ---- operation

/// Show a photo that was sent.
///
/// Only to the person who has sent it.
#[utoipa::path(
    get,
    path = "/v1/pictures/{picture}",
    operation_id = "getPicture",
    tag = "vision",
    security(("session" = [])),
    params(("picture" = String, Path, description = "The picture's id.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10")),
    responses((status = OK, description = "The picture.", body = Vec<u8>, content_type = "image/jpeg"), Problems),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromPath(Id(id)): FromPath<Id<PictureId>>,
) -> Result<impl IntoResponse, HttpProblem> {
    let picture = gateway.hub.picture(person.id, id).await?;
    // What an id stands for never changes.
    let cached = "private, max-age=31536000, immutable";
    Ok(([(header::CONTENT_TYPE, "image/jpeg"), (header::CACHE_CONTROL, cached)], picture.file))
}
