//! `GET /v1/partners/{partner}/invitations`: who is invited to a partner.

use axum::Json;
use axum::extract::State;
use domain::PartnerId;

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::v1::invitations::list::Invitations;
use crate::wire::{Id, Invitation};

// ---- problems

problems!(BadRequest, SignInRequired, KeyUnknown, TooManyRequests, NotAllowed, ScopeMissing, NotFound);

// ---- operation

/// List invitations of a partner.
///
/// Those that nobody has used yet, the oldest first. For owners of the partner.
#[utoipa::path(
    get,
    path = "/v1/partners/{partner}/invitations",
    operation_id = "listMemberInvitations",
    tag = "partners",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
    ),
    responses(
        (status = OK, description = "The invitations.", body = Invitations, example = json!({"invitations": [{"id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "role": "editor", "by": "지우", "createdAt": "2026-11-23T09:00:00Z", "expiresAt": "2026-11-30T09:00:00Z"}]})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath(Id(partner)): FromPath<Id<PartnerId>>,
) -> Result<Json<Invitations>, HttpProblem> {
    let invitations = gateway.hub.partner_invitations(&acting, partner).await?;
    Ok(Json(Invitations { invitations: invitations.into_iter().map(Invitation::from).collect() }))
}
