//! `GET /v1/vision/galleries/{gallery}/photos/{photo}`: one photo.

use axum::Json;
use axum::extract::State;

use crate::Gateway;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::Photo;

// ---- problems

problems!(BadRequest, SignInRequired, NotFound);

// ---- operation

/// Read one photo.
///
/// What was said of it; its picture is at `image`.
#[utoipa::path(
    get,
    path = "/v1/vision/galleries/{gallery}/photos/{photo}",
    operation_id = "getPhoto",
    tag = "vision",
    security(("key" = []), ("session" = [])),
    params(
        ("gallery" = String, Path, description = "The gallery.", example = "plants"),
        ("photo" = String, Path, description = "The photo's id.", example = "p12"),
    ),
    responses((status = OK, description = "The photo.", body = Photo, example = json!({"id": "p12", "label": "고사리", "title": "", "image": "/v1/vision/galleries/plants/photos/p12/image", "addedAt": "2026-11-23T09:00:00Z"})), Problems),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromPath((gallery, id)): FromPath<(String, String)>,
) -> Result<Json<Photo>, HttpProblem> {
    Ok(Json(Photo::new(&gallery, gateway.hub.photo(person.id, &gallery, &id).await?)))
}
