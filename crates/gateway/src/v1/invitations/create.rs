//! `POST /v1/invitations`: invite somebody to this server.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::Gateway;
use crate::acting::Owner;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::new_invitation;
use crate::wire::NewInvitation;

// ---- problems

problems!(SignInRequired, OwnerOnly, QuotaReached, StorageFull, StorageReadOnly);

// ---- operation

/// Invite somebody.
///
/// Makes a link by which one person can make an account, within seven days. Its secret is told this once. For the owner of the server.
#[utoipa::path(
    post,
    path = "/v1/invitations",
    operation_id = "invite",
    tag = "session",
    security(("session" = [])),
    responses(
        (status = CREATED, description = "The invitation.", body = NewInvitation, example = json!({
            "invitation": {"id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "by": "지우", "createdAt": "2026-11-23T09:00:00Z", "expiresAt": "2026-11-30T09:00:00Z"},
            "secret": "5f0c...", "path": "/sign-in/#invitation=5f0c...",
        })),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    Owner { person }: Owner,
) -> Result<(StatusCode, Json<NewInvitation>), HttpProblem> {
    let (secret, kept) = new_invitation(gateway.random.as_ref());
    let invited = gateway.hub.invite(person.id, kept).await?;
    Ok((StatusCode::CREATED, Json(NewInvitation::of(invited, secret))))
}
