//! `POST /v1/vision/search`: photos of a gallery that are like a picture.

use axum::Json;
use axum::extract::State;
use domain::Code;
use hub::{Caller, Like, Sought};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::Gateway;
use crate::body::FromQuery;
use crate::images::{self, FromImages, ImagesJson};
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::FoundPhoto;

// ---- request and response

/// Where to look, and for how much.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Where {
    /// The gallery.
    #[param(example = "plants")]
    gallery: String,
    /// 10 unless told, 100 at most.
    #[param(minimum = 1, maximum = 100, example = 10)]
    count: Option<usize>,
    /// Only with this label.
    label: Option<String>,
    /// Only so alike.
    #[param(minimum = -1.0, maximum = 1.0)]
    least: Option<f32>,
}

/// Like a picture, or like a photo of the gallery.
#[derive(Serialize, ToSchema)]
pub struct FoundPhotos {
    /// The most alike first.
    pub photos: Vec<FoundPhoto>,
}

impl Where {
    pub fn sought(self, like: Like) -> (String, Sought) {
        let Self { gallery, count, label, least } = self;
        let labels = label.into_iter().collect();
        (gallery, Sought { like, count: count.unwrap_or(10), labels, least: least.unwrap_or(-1.0) })
    }
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

/// Find photos like a picture.
///
/// The photos of a gallery that show the likest things. The image comes as for `/v1/vision/classify`, and is not kept.
#[utoipa::path(
    post,
    path = "/v1/vision/search",
    operation_id = "searchByImage",
    tag = "vision",
    security(("key" = []), ("session" = [])),
    params(Where),
    request_body(content(
        (Vec<u8> = "image/*"),
        (ImagesJson = "application/json", example = json!({"images": [{"url": "https://example.com/fern.jpg"}]})),
    )),
    responses((status = OK, description = "The most alike first.", body = FoundPhotos, example = json!({"photos": [{"photo": {"id": "p12", "label": "고사리", "title": "", "image": "/v1/vision/galleries/plants/photos/p12/image", "addedAt": "2026-11-23T09:00:00Z"}, "similarity": 0.87}]})), Problems),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromQuery(place): FromQuery<Where>,
    FromImages(images): FromImages,
) -> Result<Json<FoundPhotos>, HttpProblem> {
    if images.len() != 1 {
        return Err(HttpProblem::new(Code::BadRequest, "one image is looked for at a time"));
    }
    let mut files = images::files(&gateway, images.into_iter().map(|image| image.source)).await?;
    let file = files.pop().unwrap_or_else(|| Err(Code::Internal.into()))?;
    let (gallery, sought) = place.sought(Like::Image(file));
    let found = gateway.hub.find_photos(&Caller::sending(person.id), person.id, &gallery, sought).await?;
    let photos = found.into_iter().map(|found| FoundPhoto::new(&gallery, found)).collect();
    Ok(Json(FoundPhotos { photos }))
}
