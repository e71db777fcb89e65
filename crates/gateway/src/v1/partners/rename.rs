//! `PATCH /v1/partners/{partner}`: give a partner another name.

use axum::Json;
use axum::extract::State;
use domain::PartnerId;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::{FromJson, FromPath};
use crate::problem::{HttpProblem, problems};
use crate::wire::{Id, Partner};

// ---- request

/// Another name.
#[derive(Deserialize, ToSchema)]
pub struct Rename {
    #[schema(min_length = 1, max_length = 40)]
    name: String,
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
    NameInvalid,
    StorageFull,
    StorageReadOnly
);

// ---- operation

/// Rename a partner.
///
/// For owners of the partner. Its slug stays.
#[utoipa::path(
    patch,
    path = "/v1/partners/{partner}",
    operation_id = "renamePartner",
    tag = "partners",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
    ),
    request_body(content = Rename, example = json!({"name": "달빛식당 본점"})),
    responses(
        (status = OK, description = "The partner.", body = Partner, example = json!({
            "id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "slug": "moonlight-diner", "name": "달빛식당", "role": "owner",
            "createdAt": "2026-11-23T09:00:00Z",
        })),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath(Id(partner)): FromPath<Id<PartnerId>>,
    FromJson(Rename { name }): FromJson<Rename>,
) -> Result<Json<Partner>, HttpProblem> {
    gateway.hub.rename_partner(&acting, partner, &name).await?;
    Ok(Json(gateway.hub.partner(&acting, partner).await?.into()))
}
