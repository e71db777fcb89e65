//! `GET /v1/vision/galleries/{gallery}`: one gallery.

use axum::Json;
use axum::extract::State;

use crate::Gateway;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::Gallery;

// ---- problems

problems!(BadRequest, SignInRequired, NotFound);

// ---- operation

/// Read one gallery.
///
/// How many photos it has, and whether there is a recogniser for it.
#[utoipa::path(
    get,
    path = "/v1/vision/galleries/{gallery}",
    operation_id = "getGallery",
    tag = "vision",
    security(("key" = []), ("session" = [])),
    params(("gallery" = String, Path, description = "The gallery.", example = "plants")),
    responses((status = OK, description = "The gallery.", body = Gallery, example = json!({"name": "plants", "title": "우리 동네 식물", "private": false, "photos": 12, "taught": false, "madeAt": "2026-11-23T09:00:00Z"})), Problems),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromPath(name): FromPath<String>,
) -> Result<Json<Gallery>, HttpProblem> {
    let open = gateway.hub.gallery(person.id, &name).await?;
    Ok(Json(Gallery::new(open.gallery, open.photos, open.taught)))
}
