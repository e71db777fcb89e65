//! `GET /v1/vision/galleries/{gallery}/photos/{photo}/image`: the picture itself.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use crate::Gateway;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;

// ---- problems

problems!(BadRequest, SignInRequired, NotFound);

// ---- operation

/// Show one photo.
///
/// The small picture that is kept of it: JPEG, at most 320 pixels on its longer side, without what the camera wrote beside
/// it.
#[utoipa::path(
    get,
    path = "/v1/vision/galleries/{gallery}/photos/{photo}/image",
    operation_id = "getPhotoImage",
    tag = "vision",
    security(("key" = []), ("session" = [])),
    params(
        ("gallery" = String, Path, description = "The gallery.", example = "plants"),
        ("photo" = String, Path, description = "The photo's id.", example = "p12"),
    ),
    responses((status = OK, description = "The picture.", body = Vec<u8>, content_type = "image/jpeg"), Problems),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromPath((gallery, id)): FromPath<(String, String)>,
) -> Result<impl IntoResponse, HttpProblem> {
    let file = gateway.hub.photo_file(person.id, &gallery, &id).await?;
    Ok(([(header::CONTENT_TYPE, "image/jpeg"), (header::CACHE_CONTROL, "private, max-age=60")], file))
}
