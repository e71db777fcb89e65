//! `POST /v1/pictures`: a photo to talk about.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::PictureId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::body::FromBody;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::Id;

// ---- response

/// A photo that is kept.
#[derive(Serialize, ToSchema)]
pub struct KeptPicture {
    /// For `Recognizer.Picture`, and for `/v1/pictures/{picture}`.
    #[schema(value_type = String, format = "uuid")]
    pub id: Id<PictureId>,
    pub width: u32,
    pub height: u32,
}

// ---- problems

problems!(
    ImageUnreadable,
    ImageTooLarge,
    BodyTooLarge,
    SignInRequired,
    EngineBusy,
    StorageFull,
    StorageReadOnly,
    ShuttingDown,
);

// ---- operation

/// Keep a photo to talk about.
///
/// Send the image as the body. It is kept right side up, at most 2,048 pixels on its longer side, and without what the
/// camera wrote beside it: where and when it was taken.
#[utoipa::path(
    post,
    path = "/v1/pictures",
    operation_id = "keepPicture",
    tag = "vision",
    security(("session" = [])),
    request_body(content = Vec<u8>, description = "The image file.", content_type = "image/*"),
    responses((status = CREATED, description = "It is kept.", body = KeptPicture, example = json!({"id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "width": 1536, "height": 2048})), Problems),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromBody(file): FromBody,
) -> Result<(StatusCode, Json<KeptPicture>), HttpProblem> {
    let kept = gateway.hub.keep_picture(person.id, file.into()).await?;
    let (id, width, height) = (Id(kept.id), kept.width, kept.height);
    Ok((StatusCode::CREATED, Json(KeptPicture { id, width, height })))
}
