//! `GET /v1/partners`: the partners that one works for.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::ActingFor;
use crate::problem::{HttpProblem, problems};
use crate::wire::Partner;

// ---- response

/// The partners that somebody works for.
#[derive(Serialize, ToSchema)]
pub struct Partners {
    pub partners: Vec<Partner>,
}

// ---- problems

problems!(SignInRequired, KeyUnknown, TooManyRequests);

// ---- operation

/// List partners.
///
/// Those that the person works for, the oldest first. A key of a partner sees its own.
#[utoipa::path(
    get,
    path = "/v1/partners",
    operation_id = "listPartners",
    tag = "partners",
    security(("session" = []), ("key" = [])),
    responses(
        (status = OK, description = "The partners.", body = Partners, example = json!({"partners": [{"id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "slug": "moonlight-diner", "name": "달빛식당", "role": "owner", "createdAt": "2026-11-23T09:00:00Z"}]})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
) -> Result<Json<Partners>, HttpProblem> {
    let partners = gateway.hub.partners(&acting).await?;
    Ok(Json(Partners { partners: partners.into_iter().map(Partner::from).collect() }))
}
