//! `PUT /v1/vision/galleries/{gallery}`: a gallery begins.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::body::{FromJson, FromPath};
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::Gallery;

// ---- request

/// How a gallery is called, and whose it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PutGallery {
    /// As people call it; its name unless told.
    #[serde(default)]
    #[schema(examples("우리 동네 식물"))]
    title: String,
    /// Only you see it. It hides everybody's gallery of the same name from you.
    #[serde(default)]
    private: bool,
}

// ---- problems

problems!(BadRequest, SignInRequired, OwnerOnly, StorageFull, StorageReadOnly, ShuttingDown);

// ---- operation

/// Begin a gallery.
///
/// Or give the one of this name another title; its photos stay.
#[utoipa::path(
    put,
    path = "/v1/vision/galleries/{gallery}",
    operation_id = "putGallery",
    tag = "vision",
    security(("key" = []), ("session" = [])),
    params(("gallery" = String, Path, description = "1 to 64 letters, digits, - and _.", example = "plants")),
    request_body(content = PutGallery, example = json!({"title": "우리 동네 식물"})),
    responses((status = OK, description = "The gallery.", body = Gallery, example = json!({"name": "plants", "title": "우리 동네 식물", "private": false, "photos": 12, "taught": false, "madeAt": "2026-11-23T09:00:00Z"})), Problems),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromPath(name): FromPath<String>,
    FromJson(PutGallery { title, private }): FromJson<PutGallery>,
) -> Result<Json<Gallery>, HttpProblem> {
    gateway.hub.put_gallery(person.id, &name, &title, private).await?;
    let open = gateway.hub.gallery(person.id, &name).await?;
    Ok(Json(Gallery::new(open.gallery, open.photos, open.taught)))
}
