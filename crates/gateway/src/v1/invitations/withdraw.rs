//! `DELETE /v1/invitations/{invitation}`: take an invitation back.

use axum::extract::State;
use axum::http::StatusCode;
use domain::InvitationId;

use crate::Gateway;
use crate::acting::Owner;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::wire::Id;

// ---- problems

problems!(BadRequest, SignInRequired, OwnerOnly, NotFound, StorageFull, StorageReadOnly);

// ---- operation

/// Withdraw an invitation.
///
/// Its link opens nothing any more. For the owner of the server.
#[utoipa::path(
    delete,
    path = "/v1/invitations/{invitation}",
    operation_id = "withdrawInvitation",
    tag = "session",
    security(("session" = [])),
    params(
        ("invitation" = String, Path, format = "uuid", description = "The invitation.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
    ),
    responses(
        (status = NO_CONTENT, description = "Withdrawn."),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath(Id(invitation)): FromPath<Id<InvitationId>>,
) -> Result<StatusCode, HttpProblem> {
    gateway.hub.withdraw_invitation(invitation).await?;
    Ok(StatusCode::NO_CONTENT)
}
