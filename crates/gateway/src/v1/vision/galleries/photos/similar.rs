//! `GET /v1/vision/galleries/{gallery}/photos/{photo}/similar`: photos like one of the gallery.

use axum::Json;
use axum::extract::State;
use hub::{Caller, Like, Sought};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::Gateway;
use crate::body::{FromPath, FromQuery};
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::v1::vision::search::FoundPhotos;
use crate::wire::FoundPhoto;

// ---- request

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct HowMany {
    /// 10 unless told, 100 at most.
    #[param(minimum = 1, maximum = 100, example = 10)]
    count: Option<usize>,
    /// Only with this label.
    label: Option<String>,
}

// ---- problems

problems!(BadRequest, SignInRequired, NotFound, ShuttingDown);

// ---- operation

/// Find photos like one of the gallery.
///
/// The photo itself is not among them.
#[utoipa::path(
    get,
    path = "/v1/vision/galleries/{gallery}/photos/{photo}/similar",
    operation_id = "similarPhotos",
    tag = "vision",
    security(("key" = []), ("session" = [])),
    params(
        ("gallery" = String, Path, description = "The gallery.", example = "plants"),
        ("photo" = String, Path, description = "The photo's id.", example = "p12"),
        HowMany,
    ),
    responses((status = OK, description = "The most alike first.", body = FoundPhotos, example = json!({"photos": [{"photo": {"id": "p12", "label": "고사리", "title": "", "image": "/v1/vision/galleries/plants/photos/p12/image", "addedAt": "2026-11-23T09:00:00Z"}, "similarity": 0.87}]})), Problems),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromPath((gallery, id)): FromPath<(String, String)>,
    FromQuery(HowMany { count, label }): FromQuery<HowMany>,
) -> Result<Json<FoundPhotos>, HttpProblem> {
    let labels = label.into_iter().collect();
    let sought = Sought { like: Like::Photo(id), count: count.unwrap_or(10), labels, least: -1.0 };
    let found = gateway.hub.find_photos(&Caller::sending(person.id), person.id, &gallery, sought).await?;
    let photos = found.into_iter().map(|found| FoundPhoto::new(&gallery, found)).collect();
    Ok(Json(FoundPhotos { photos }))
}
