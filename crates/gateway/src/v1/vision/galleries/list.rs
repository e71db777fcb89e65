//! `GET /v1/vision/galleries`: which there are.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::Gallery;

// ---- response

#[derive(Serialize, ToSchema)]
pub struct Galleries {
    pub galleries: Vec<Gallery>,
}

// ---- problems

problems!(SignInRequired);

// ---- operation

/// List galleries.
///
/// Everybody's and your own private ones, by name.
#[utoipa::path(
    get,
    path = "/v1/vision/galleries",
    operation_id = "listGalleries",
    tag = "vision",
    security(("key" = []), ("session" = [])),
    responses((status = OK, description = "All of them.", body = Galleries, example = json!({"galleries": [{"name": "plants", "title": "우리 동네 식물", "private": false, "photos": 12, "taught": false, "madeAt": "2026-11-23T09:00:00Z"}]})), Problems),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
) -> Result<Json<Galleries>, HttpProblem> {
    let galleries = gateway.hub.galleries(person.id).await?.into_iter();
    let galleries = galleries.map(|open| Gallery::new(open.gallery, open.photos, open.taught)).collect();
    Ok(Json(Galleries { galleries }))
}
