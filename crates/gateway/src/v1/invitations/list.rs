//! `GET /v1/invitations`: the open invitations to this server.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::Owner;
use crate::problem::{HttpProblem, problems};
use crate::wire::Invitation;

// ---- response

/// Open invitations.
#[derive(Serialize, ToSchema)]
pub struct Invitations {
    pub invitations: Vec<Invitation>,
}

// ---- problems

problems!(SignInRequired, OwnerOnly);

// ---- operation

/// List invitations.
///
/// Those to this server that nobody has used yet, the oldest first. For the owner of the server.
#[utoipa::path(
    get,
    path = "/v1/invitations",
    operation_id = "listInvitations",
    tag = "session",
    security(("session" = [])),
    responses(
        (status = OK, description = "The invitations.", body = Invitations, example = json!({"invitations": [{"id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "by": "지우", "createdAt": "2026-11-23T09:00:00Z", "expiresAt": "2026-11-30T09:00:00Z"}]})),
        Problems,
    ),
)]
pub async fn handler(State(gateway): State<Gateway>, _: Owner) -> Result<Json<Invitations>, HttpProblem> {
    let invitations = gateway.hub.invitations().await?;
    Ok(Json(Invitations { invitations: invitations.into_iter().map(Invitation::from).collect() }))
}
