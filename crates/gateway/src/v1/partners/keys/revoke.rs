//! `DELETE /v1/partners/{partner}/keys/{key}`: take a key back.

use axum::extract::State;
use axum::http::StatusCode;
use domain::{PartnerId, PartnerKeyId};

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

/// Revoke a key.
///
/// It opens nothing any more, from now on. For owners of the partner.
#[utoipa::path(
    delete,
    path = "/v1/partners/{partner}/keys/{key}",
    operation_id = "revokePartnerKey",
    tag = "partner keys",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
        ("key" = String, Path, format = "uuid", description = "The key.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
    ),
    responses(
        (status = NO_CONTENT, description = "Revoked."),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath((partner, key)): FromPath<(Id<PartnerId>, Id<PartnerKeyId>)>,
) -> Result<StatusCode, HttpProblem> {
    gateway.hub.revoke_partner_key(&acting, partner.0, key.0).await?;
    Ok(StatusCode::NO_CONTENT)
}
