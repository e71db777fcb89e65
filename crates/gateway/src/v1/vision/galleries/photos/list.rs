//! `GET /v1/vision/galleries/{gallery}/photos`: all of them, a page at a time.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::Gateway;
use crate::body::{FromPath, FromQuery};
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::{Photo, limit};

// ---- request and response

/// Which page, and of which.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Only with this label.
    label: Option<String>,
    /// What comes after this: the `next` of the page before.
    after: Option<String>,
    /// At most so many; 100 unless told, 1,000 at most.
    #[param(minimum = 1, maximum = 1000, example = 100)]
    limit: Option<u32>,
}

/// A page.
#[derive(Serialize, ToSchema)]
pub struct Photos {
    pub photos: Vec<Photo>,
    /// Where the next page begins, if there may be one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

// ---- problems

problems!(BadRequest, SignInRequired, NotFound);

// ---- operation

/// List photos.
///
/// By their ids, a page at a time; with one label, if that is wanted.
#[utoipa::path(
    get,
    path = "/v1/vision/galleries/{gallery}/photos",
    operation_id = "listPhotos",
    tag = "vision",
    security(("key" = []), ("session" = [])),
    params(("gallery" = String, Path, description = "The gallery.", example = "plants"), Which),
    responses((status = OK, description = "The page.", body = Photos, example = json!({"photos": [{"id": "p12", "label": "고사리", "title": "", "image": "/v1/vision/galleries/plants/photos/p12/image", "addedAt": "2026-11-23T09:00:00Z"}]})), Problems),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromPath(gallery): FromPath<String>,
    FromQuery(Which { label, after, limit: asked }): FromQuery<Which>,
) -> Result<Json<Photos>, HttpProblem> {
    let (after, most) = (after.unwrap_or_default(), limit(asked));
    let page = gateway.hub.photos(person.id, &gallery, label.as_deref(), &after, most).await?;
    let next = page.last().filter(|_| page.len() == most as usize).map(|last| last.id.clone());
    Ok(Json(Photos { photos: page.into_iter().map(|photo| Photo::new(&gallery, photo)).collect(), next }))
}
