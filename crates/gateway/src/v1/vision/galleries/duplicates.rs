//! `GET /v1/vision/galleries/{gallery}/duplicates`: what is in it twice.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::Gateway;
use crate::body::{FromPath, FromQuery};
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::TwinPhotos;

/// How alike photos must be, unless that is told.
const LEAST: f32 = 0.95;

// ---- request and response

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct HowAlike {
    /// 0.95 unless told.
    #[param(minimum = 0.5, maximum = 1.0, example = 0.95)]
    least: Option<f32>,
}

#[derive(Serialize, ToSchema)]
pub struct Duplicates {
    /// The most alike first; at most 1,000.
    pairs: Vec<TwinPhotos>,
}

// ---- problems

problems!(BadRequest, SignInRequired, NotFound);

// ---- operation

/// Find near-duplicates.
///
/// Pairs of photos that show nearly the same: copies, other sizes, other cuts.
#[utoipa::path(
    get,
    path = "/v1/vision/galleries/{gallery}/duplicates",
    operation_id = "listDuplicates",
    tag = "vision",
    security(("key" = []), ("session" = [])),
    params(("gallery" = String, Path, description = "The gallery.", example = "plants"), HowAlike),
    responses((status = OK, description = "The pairs.", body = Duplicates, example = json!({"pairs": [{"photos": ["p12", "p40"], "similarity": 0.99}]})), Problems),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromPath(name): FromPath<String>,
    FromQuery(HowAlike { least }): FromQuery<HowAlike>,
) -> Result<Json<Duplicates>, HttpProblem> {
    let twins = gateway.hub.twins(person.id, &name, least.unwrap_or(LEAST)).await?;
    Ok(Json(Duplicates { pairs: twins.into_iter().map(TwinPhotos::from).collect() }))
}
