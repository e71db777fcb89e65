//! `PUT /v1/recommend/{catalog}/items/{item}/image`: what an item looks like.

use axum::extract::State;
use axum::http::StatusCode;
use domain::Code;
use hub::Caller;

use crate::Gateway;
use crate::acting::Owner;
use crate::body::FromPath;
use crate::images::{self, FromImages, ImagesJson};
use crate::problem::{HttpProblem, problems};

// ---- problems

problems!(
    BadRequest,
    NotFound,
    ImageUnreadable,
    ImageTooLarge,
    LinkUnreachable,
    BodyTooLarge,
    SignInRequired,
    OwnerOnly,
    EngineBusy,
    EngineUnavailable,
    StorageFull,
    StorageReadOnly,
    ShuttingDown,
);

// ---- operation

/// Show an item's picture.
///
/// A vector is made of it and kept; the picture is not. What looks like it is like it: that is how new items are recommended
/// that nobody has done anything with. The image comes as for `/v1/vision/classify`. All items of a catalogue have vectors of
/// one kind: of pictures, or your own.
#[utoipa::path(
    put,
    path = "/v1/recommend/{catalog}/items/{item}/image",
    operation_id = "putItemImage",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    params(
        ("catalog" = String, Path, description = "The catalogue.", example = "films"),
        ("item" = String, Path, description = "The item's id.", example = "m12"),
    ),
    request_body(content(
        (Vec<u8> = "image/*"),
        (ImagesJson = "application/json", example = json!({"images": [{"url": "https://example.com/m12.jpg"}]})),
    )),
    responses((status = NO_CONTENT, description = "It was looked at."), Problems),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    Owner { person }: Owner,
    FromPath((catalog, item)): FromPath<(String, String)>,
    FromImages(images): FromImages,
) -> Result<StatusCode, HttpProblem> {
    if images.len() != 1 {
        return Err(HttpProblem::new(Code::BadRequest, "an item has one picture"));
    }
    let mut files = images::files(&gateway, images.into_iter().map(|image| image.source)).await?;
    let file = files.pop().unwrap_or_else(|| Err(Code::Internal.into()))?;
    gateway.hub.see_item(&Caller::sending(person.id), &catalog, &item, file).await?;
    Ok(StatusCode::NO_CONTENT)
}
