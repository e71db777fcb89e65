//! `POST /v1/vision/galleries/{gallery}/recognize`: which of a gallery's labels pictures show.

use axum::Json;
use axum::extract::State;
use hub::Caller;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::body::FromPath;
use crate::images::{FromImages, ImagesJson};
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::v1::vision::{OfOne, Sound};
use crate::wire::RecognizedPicture;

// ---- response

#[derive(Serialize, ToSchema)]
pub struct RecognizedPictures {
    /// One for each image, in their order.
    results: Vec<OfOne<RecognizedPicture>>,
}

// ---- problems

problems!(
    BadRequest,
    NotFound,
    ImageUnreadable,
    ImageTooLarge,
    LinkUnreachable,
    BodyTooLarge,
    SignInRequired,
    EngineBusy,
    EngineUnavailable,
    ShuttingDown,
);

// ---- operation

/// Recognise what a gallery was taught.
///
/// Which of its labels each picture shows, or that it shows none of them. Images come as for `/v1/vision/classify`, and are
/// not kept.
#[utoipa::path(
    post,
    path = "/v1/vision/galleries/{gallery}/recognize",
    operation_id = "recognizeImages",
    tag = "vision",
    security(("key" = []), ("session" = [])),
    params(("gallery" = String, Path, description = "The gallery.", example = "plants")),
    request_body(content(
        (Vec<u8> = "image/*"),
        (ImagesJson = "application/json", example = json!({"images": [{"url": "https://example.com/fern.jpg"}]})),
    )),
    responses((status = OK, description = "What they show.", body = RecognizedPictures, example = json!({"results": [
        {"label": "고사리", "labels": [{"label": "고사리", "probability": 0.96}, {"label": "이끼", "probability": 0.04}], "nearness": 0.71},
    ]})), Problems),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromPath(name): FromPath<String>,
    images: FromImages,
) -> Result<Json<RecognizedPictures>, HttpProblem> {
    let Sound { files, wrong } = Sound::of(&gateway, images).await?;
    let caller = Caller::sending(person.id);
    let guesses = gateway.hub.recognise_in_gallery(&caller, person.id, &name, files).await?;
    Ok(Json(RecognizedPictures { results: Sound::join(wrong, guesses, RecognizedPicture::from)? }))
}
