//! `GET /v1/partners/{partner}`: one partner.

use axum::Json;
use axum::extract::State;
use domain::PartnerId;

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::wire::{Id, Partner};

// ---- problems

problems!(BadRequest, SignInRequired, KeyUnknown, TooManyRequests, ScopeMissing, NotFound);

// ---- operation

/// Get a partner.
///
/// Its names, and what whoever asks may do for it.
#[utoipa::path(
    get,
    path = "/v1/partners/{partner}",
    operation_id = "getPartner",
    tag = "partners",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
    ),
    responses(
        (status = OK, description = "The partner.", body = Partner, example = json!({
            "id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "slug": "moonlight-diner", "name": "달빛식당", "role": "owner",
            "createdAt": "2026-11-23T09:00:00Z",
        })),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath(Id(partner)): FromPath<Id<PartnerId>>,
) -> Result<Json<Partner>, HttpProblem> {
    Ok(Json(gateway.hub.partner(&acting, partner).await?.into()))
}
