//! `POST /v1/partners/{partner}/invitations`: invite somebody to a partner.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::PartnerId;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::{FromJson, FromPath};
use crate::problem::{HttpProblem, problems};
use crate::signed_in::new_invitation;
use crate::wire::{Id, NewInvitation, Role};

// ---- request

/// As what somebody is invited.
#[derive(Deserialize, ToSchema)]
pub struct Invite {
    role: Role,
}

// ---- problems

problems!(
    BadRequest,
    SignInRequired,
    KeyUnknown,
    TooManyRequests,
    NotAllowed,
    ScopeMissing,
    NotFound,
    QuotaReached,
    StorageFull,
    StorageReadOnly
);

// ---- operation

/// Invite a member.
///
/// Makes a link by which one person joins, within seven days; whoever has no account makes one by it, unless the server is
/// closed. Its secret is told this once. For owners of the partner.
#[utoipa::path(
    post,
    path = "/v1/partners/{partner}/invitations",
    operation_id = "inviteMember",
    tag = "partners",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
    ),
    request_body(content = Invite, example = json!({"role": "editor"})),
    responses(
        (status = CREATED, description = "The invitation.", body = NewInvitation, example = json!({
            "invitation": {"id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "role": "editor", "by": "지우", "createdAt": "2026-11-23T09:00:00Z", "expiresAt": "2026-11-30T09:00:00Z"},
            "secret": "5f0c...", "path": "/sign-in/#invitation=5f0c...",
        })),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath(Id(partner)): FromPath<Id<PartnerId>>,
    FromJson(Invite { role }): FromJson<Invite>,
) -> Result<(StatusCode, Json<NewInvitation>), HttpProblem> {
    let (secret, kept) = new_invitation(gateway.random.as_ref());
    let invited = gateway.hub.invite_to_partner(&acting, partner, role.into(), kept).await?;
    Ok((StatusCode::CREATED, Json(NewInvitation::of(invited, secret))))
}
