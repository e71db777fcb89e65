//! `POST /v1/vision/classify`: what pictures show, by name.

use axum::Json;
use axum::extract::State;
use hub::Caller;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::OfOne;
use crate::Gateway;
use crate::body::FromQuery;
use crate::images::{FromImages, ImagesJson};
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::SeenPicture;

// ---- request and response

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Classes {
    /// How many classes are told; 5 unless told.
    #[param(minimum = 1, maximum = 5, example = 5)]
    count: Option<usize>,
}

#[derive(Serialize, ToSchema)]
pub struct Classified {
    /// One for each image, in their order.
    results: Vec<OfOne<SeenPicture>>,
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

/// Name what is in pictures.
///
/// Send an image (JPEG, PNG, WebP, GIF, BMP) as the body, several in a form (`image` for files, `image_url` for links), or
/// JSON with base64 or links. A thousand classes are known by their Korean and English names; where nothing is likely
/// enough, that is said. Nothing is kept. A problem of one image of several is told in its place.
#[utoipa::path(
    post,
    path = "/v1/vision/classify",
    operation_id = "classifyImages",
    tag = "vision",
    security(("key" = []), ("session" = [])),
    params(Classes),
    request_body(content(
        (Vec<u8> = "image/*"),
        (ImagesJson = "application/json", example = json!({"images": [{"url": "https://example.com/corgi.jpg"}]})),
    )),
    responses((status = OK, description = "What they show.", body = Classified, example = json!({"results": [{"certainty": "sure", "told": {"ko": "웰시 코기예요.", "en": "This is a Pembroke Welsh corgi."}, "classes": [{"name": {"ko": "웰시 코기", "en": "Pembroke Welsh corgi"}, "kind": "dog", "synset": "n02113023", "probability": 0.93}]}]})), Problems),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromQuery(Classes { count }): FromQuery<Classes>,
    images: FromImages,
) -> Result<Json<Classified>, HttpProblem> {
    let count = count.unwrap_or(5).clamp(1, 5);
    let told = |seen| SeenPicture::new(&seen, count);
    let results = super::see(&gateway, &Caller::sending(person.id), images, told).await?;
    Ok(Json(Classified { results }))
}
