//! `PUT /v1/partners/{partner}/members/{person}`: give a member another role.

use axum::Json;
use axum::extract::State;
use domain::{PartnerId, PersonId};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::{FromJson, FromPath};
use crate::problem::{HttpProblem, problems};
use crate::wire::{Id, Member, Role};

// ---- request

/// Another role.
#[derive(Deserialize, ToSchema)]
pub struct ChangeMember {
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
    LastOwner,
    StorageFull,
    StorageReadOnly
);

// ---- operation

/// Change a member.
///
/// For owners of the partner. The last owner stays one.
#[utoipa::path(
    put,
    path = "/v1/partners/{partner}/members/{person}",
    operation_id = "changeMember",
    tag = "partners",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
        ("person" = String, Path, format = "uuid", description = "The member.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
    ),
    request_body(content = ChangeMember, example = json!({"role": "editor"})),
    responses(
        (status = OK, description = "The member.", body = Member, example = json!({"person": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "name": "하나", "role": "editor", "since": "2026-11-23T09:00:00Z"})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath((partner, person)): FromPath<(Id<PartnerId>, Id<PersonId>)>,
    FromJson(ChangeMember { role }): FromJson<ChangeMember>,
) -> Result<Json<Member>, HttpProblem> {
    Ok(Json(gateway.hub.change_member(&acting, partner.0, person.0, role.into()).await?.into()))
}
