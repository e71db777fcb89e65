//! `POST /v1/partners/{partner}/keys/{key}/rotate`: give a key a new secret.

use axum::Json;
use axum::extract::State;
use domain::{PartnerId, PartnerKeyId};

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::new_partner_key;
use crate::wire::{Id, KeyWithSecret};

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

/// Rotate a key.
///
/// The new secret is told this once; the one before opens for a day, so that programs can be changed in peace. For owners of the partner.
#[utoipa::path(
    post,
    path = "/v1/partners/{partner}/keys/{key}/rotate",
    operation_id = "rotatePartnerKey",
    tag = "partner keys",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
        ("key" = String, Path, format = "uuid", description = "The key.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
    ),
    responses(
        (status = OK, description = "The key and its new secret.", body = KeyWithSecret, example = json!({"key": {"id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "name": "배포", "hint": "ieum-partner-3f9a", "scopes": ["bots:read", "bots:write"], "createdAt": "2026-11-23T09:00:00Z"}, "secret": "ieum-partner-77b1..."})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath((partner, key)): FromPath<(Id<PartnerId>, Id<PartnerKeyId>)>,
) -> Result<Json<KeyWithSecret>, HttpProblem> {
    let (secret, kept) = new_partner_key(gateway.random.as_ref());
    let key = gateway.hub.rotate_partner_key(&acting, partner.0, key.0, kept).await?;
    Ok(Json(KeyWithSecret { key: key.into(), secret }))
}
