//! `GET /v1/partners/{partner}/keys`: the keys of a partner.

use axum::Json;
use axum::extract::State;
use domain::PartnerId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::wire::{Id, PartnerKey};

// ---- response

/// The keys of a partner.
#[derive(Serialize, ToSchema)]
pub struct Keys {
    pub keys: Vec<PartnerKey>,
}

// ---- problems

problems!(BadRequest, SignInRequired, KeyUnknown, TooManyRequests, ScopeMissing, NotFound);

// ---- operation

/// List keys.
///
/// The oldest first, without their secrets.
#[utoipa::path(
    get,
    path = "/v1/partners/{partner}/keys",
    operation_id = "listPartnerKeys",
    tag = "partner keys",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
    ),
    responses(
        (status = OK, description = "The keys.", body = Keys, example = json!({"keys": [{"id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "name": "배포", "hint": "ieum-partner-3f9a", "scopes": ["bots:read", "bots:write"], "createdAt": "2026-11-23T09:00:00Z"}]})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath(Id(partner)): FromPath<Id<PartnerId>>,
) -> Result<Json<Keys>, HttpProblem> {
    let keys = gateway.hub.partner_keys(&acting, partner).await?;
    Ok(Json(Keys { keys: keys.into_iter().map(PartnerKey::from).collect() }))
}
