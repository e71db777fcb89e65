//! `DELETE /v1/partners/{partner}/invitations/{invitation}`: take an invitation back.

use axum::extract::State;
use axum::http::StatusCode;
use domain::{InvitationId, PartnerId};

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::wire::Id;

// ---- problems

problems!(
    BadRequest,
    SignInRequired,
    KeyUnknown,
    TooManyRequests,
    NotAllowed,
    ScopeMissing,
    NotFound,
    StorageFull,
    StorageReadOnly
);

// ---- operation

/// Withdraw an invitation of a partner.
///
/// Its link opens nothing any more. For owners of the partner.
#[utoipa::path(
    delete,
    path = "/v1/partners/{partner}/invitations/{invitation}",
    operation_id = "withdrawMemberInvitation",
    tag = "partners",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
        ("invitation" = String, Path, format = "uuid", description = "The invitation.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
    ),
    responses(
        (status = NO_CONTENT, description = "Withdrawn."),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath((partner, invitation)): FromPath<(Id<PartnerId>, Id<InvitationId>)>,
) -> Result<StatusCode, HttpProblem> {
    gateway.hub.withdraw_partner_invitation(&acting, partner.0, invitation.0).await?;
    Ok(StatusCode::NO_CONTENT)
}
