//! `DELETE /v1/vision/galleries/{gallery}`: a gallery goes.

use axum::extract::State;
use axum::http::StatusCode;

use crate::Gateway;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;

// ---- problems

problems!(BadRequest, SignInRequired, OwnerOnly, NotFound, StorageFull, StorageReadOnly);

// ---- operation

/// Remove a gallery.
///
/// With its photos and what was learnt of them.
#[utoipa::path(
    delete,
    path = "/v1/vision/galleries/{gallery}",
    operation_id = "removeGallery",
    tag = "vision",
    security(("key" = []), ("session" = [])),
    params(("gallery" = String, Path, description = "The gallery.", example = "plants")),
    responses((status = NO_CONTENT, description = "Removed."), Problems),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromPath(name): FromPath<String>,
) -> Result<StatusCode, HttpProblem> {
    gateway.hub.remove_gallery(person.id, &name).await?;
    Ok(StatusCode::NO_CONTENT)
}
