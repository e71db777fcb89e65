//! `GET /v1/partners/{partner}/bots`: the bots of a partner.

use axum::Json;
use axum::extract::State;
use domain::PartnerId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::wire::{Id, PartnerBot};

// ---- response

/// The bots of a partner.
#[derive(Serialize, ToSchema)]
pub struct PartnerBots {
    pub bots: Vec<PartnerBot>,
}

// ---- problems

problems!(BadRequest, SignInRequired, KeyUnknown, TooManyRequests, ScopeMissing, NotFound);

// ---- operation

/// List bots.
///
/// The oldest first.
#[utoipa::path(
    get,
    path = "/v1/partners/{partner}/bots",
    operation_id = "listPartnerBots",
    tag = "partner bots",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
    ),
    responses(
        (status = OK, description = "The bots.", body = PartnerBots, example = json!({"bots": [{"id": "flowers", "face": {"name": "꽃집", "language": "ko"}, "live": 3, "listed": true, "createdAt": "2026-11-23T09:00:00Z"}]})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath(Id(partner)): FromPath<Id<PartnerId>>,
) -> Result<Json<PartnerBots>, HttpProblem> {
    let bots = gateway.hub.bots(&acting, partner).await?;
    Ok(Json(PartnerBots { bots: bots.into_iter().map(PartnerBot::from).collect() }))
}
