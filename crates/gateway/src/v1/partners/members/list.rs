//! `GET /v1/partners/{partner}/members`: who works for a partner.

use axum::Json;
use axum::extract::State;
use domain::PartnerId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::wire::{Id, Member};

// ---- response

/// Everybody who works for a partner.
#[derive(Serialize, ToSchema)]
pub struct Members {
    pub members: Vec<Member>,
}

// ---- problems

problems!(BadRequest, SignInRequired, KeyUnknown, TooManyRequests, ScopeMissing, NotFound);

// ---- operation

/// List members.
///
/// Those who came first first.
#[utoipa::path(
    get,
    path = "/v1/partners/{partner}/members",
    operation_id = "listMembers",
    tag = "partners",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
    ),
    responses(
        (status = OK, description = "The members.", body = Members, example = json!({"members": [{"person": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "name": "하나", "role": "editor", "since": "2026-11-23T09:00:00Z"}]})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath(Id(partner)): FromPath<Id<PartnerId>>,
) -> Result<Json<Members>, HttpProblem> {
    let members = gateway.hub.members(&acting, partner).await?;
    Ok(Json(Members { members: members.into_iter().map(Member::from).collect() }))
}
