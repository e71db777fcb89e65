//! `POST /v1/partners/{partner}/keys`: make a key.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::{Code, PartnerId};
use hub::NewPartnerKey;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::{FromJson, FromPath};
use crate::problem::{HttpProblem, problems};
use crate::signed_in::new_partner_key;
use crate::wire::{Id, KeyWithSecret, Moment, Scope};

// ---- request

/// A key that does not exist yet.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewKey {
    /// What it is for; a partner's keys have names of their own.
    #[schema(min_length = 1, max_length = 40)]
    name: String,
    /// What it may do.
    scopes: Vec<Scope>,
    /// When it opens nothing any more; never unless told.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Moment>,
}

// ---- problems

problems!(
    BadRequest,
    SignInRequired,
    KeyUnknown,
    NotAllowed,
    ScopeMissing,
    NotFound,
    StorageFull,
    StorageReadOnly,
    NameInvalid,
    NameTaken,
    QuotaReached,
    TooManyRequests
);

// ---- operation

/// Create a key.
///
/// For a program that acts for the partner, within the scopes that are named, on operations below `/v1/partners` alone. Its secret is
/// told this once. For owners of the partner; no key makes keys.
#[utoipa::path(
    post,
    path = "/v1/partners/{partner}/keys",
    operation_id = "createPartnerKey",
    tag = "partner keys",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
    ),
    request_body(content = NewKey, example = json!({"name": "배포", "scopes": ["bots:read", "bots:write"], "expiresAt": "2027-11-23T00:00:00Z"})),
    responses(
        (status = CREATED, description = "The key and its secret.", body = KeyWithSecret, example = json!({"key": {"id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "name": "배포", "hint": "ieum-partner-3f9a", "scopes": ["bots:read", "bots:write"], "createdAt": "2026-11-23T09:00:00Z"}, "secret": "ieum-partner-3f9a..."})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath(Id(partner)): FromPath<Id<PartnerId>>,
    FromJson(new): FromJson<NewKey>,
) -> Result<(StatusCode, Json<KeyWithSecret>), HttpProblem> {
    let NewKey { name, scopes, expires_at } = new;
    let expires_at = expires_at.map(|Moment(at)| at);
    if expires_at.is_some_and(|at| at <= gateway.clock.now()) {
        return Err(HttpProblem::new(Code::BadRequest, "expiresAt: it is over already"));
    }
    let (secret, kept) = new_partner_key(gateway.random.as_ref());
    let scopes = scopes.into_iter().map(Into::into).collect();
    let new = NewPartnerKey { name, scopes, expires_at, secret: kept };
    let key = gateway.hub.add_partner_key(&acting, partner, new).await?;
    Ok((StatusCode::CREATED, Json(KeyWithSecret { key: key.into(), secret })))
}
