//! `DELETE /v1/pictures/{picture}`: a photo is forgotten.

use axum::extract::State;
use axum::http::StatusCode;
use domain::PictureId;

use crate::Gateway;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::Id;

// ---- problems

problems!(BadRequest, SignInRequired, NotFound, StorageFull, StorageReadOnly);

// ---- operation

/// Forget a photo that was sent.
///
/// Only by the person who has sent it. What was said of it stays in the conversation.
#[utoipa::path(
    delete,
    path = "/v1/pictures/{picture}",
    operation_id = "forgetPicture",
    tag = "vision",
    security(("session" = [])),
    params(("picture" = String, Path, description = "The picture's id.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10")),
    responses((status = NO_CONTENT, description = "It is forgotten."), Problems),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromPath(Id(id)): FromPath<Id<PictureId>>,
) -> Result<StatusCode, HttpProblem> {
    gateway.hub.forget_picture(person.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
