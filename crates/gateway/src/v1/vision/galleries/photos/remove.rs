//! `DELETE /v1/vision/galleries/{gallery}/photos/{photo}`: one photo goes.

use axum::extract::State;
use axum::http::StatusCode;

use crate::Gateway;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;

// ---- problems

problems!(BadRequest, SignInRequired, OwnerOnly, NotFound, StorageFull, StorageReadOnly);

// ---- operation

/// Remove a photo.
///
/// It is found no more; a recogniser forgets it when it is taught again.
#[utoipa::path(
    delete,
    path = "/v1/vision/galleries/{gallery}/photos/{photo}",
    operation_id = "removePhoto",
    tag = "vision",
    security(("key" = []), ("session" = [])),
    params(
        ("gallery" = String, Path, description = "The gallery.", example = "plants"),
        ("photo" = String, Path, description = "The photo's id.", example = "p12"),
    ),
    responses((status = NO_CONTENT, description = "Removed."), Problems),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromPath((gallery, id)): FromPath<(String, String)>,
) -> Result<StatusCode, HttpProblem> {
    gateway.hub.remove_photo(person.id, &gallery, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
