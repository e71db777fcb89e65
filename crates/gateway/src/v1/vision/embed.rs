//! `POST /v1/vision/embed`: pictures as vectors.

use axum::Json;
use axum::extract::State;
use hub::Caller;
use serde::Serialize;
use utoipa::ToSchema;

use super::OfOne;
use crate::Gateway;
use crate::images::{FromImages, ImagesJson};
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;

// ---- response

/// A picture as a vector.
#[derive(Serialize, ToSchema)]
pub struct PictureVector {
    /// 1,280 numbers, of length 1.
    embedding: Vec<f32>,
}

#[derive(Serialize, ToSchema)]
pub struct Embedded {
    /// One for each image, in their order.
    results: Vec<OfOne<PictureVector>>,
}

// ---- problems

problems!(
    BadRequest,
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

/// Turn pictures into vectors.
///
/// Two pictures are alike as far as the product of their vectors is near 1; such as have nothing in common have about 0.2
/// to 0.4. Images come as for `/v1/vision/classify`. Nothing is kept.
#[utoipa::path(
    post,
    path = "/v1/vision/embed",
    operation_id = "embedImages",
    tag = "vision",
    security(("key" = []), ("session" = [])),
    request_body(content(
        (Vec<u8> = "image/*"),
        (ImagesJson = "application/json", example = json!({"images": [{"url": "https://example.com/corgi.jpg"}]})),
    )),
    responses((status = OK, description = "Their vectors.", body = Embedded, example = json!({"results": [{"embedding": [0.012, 0.0, 0.031]}]})), Problems),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    images: FromImages,
) -> Result<Json<Embedded>, HttpProblem> {
    let told = |seen: hub::Seen| PictureVector { embedding: seen.vector };
    let results = super::see(&gateway, &Caller::sending(person.id), images, told).await?;
    Ok(Json(Embedded { results }))
}
