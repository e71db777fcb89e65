//! `DELETE /v1/partners/{partner}/members/{person}`: let a member go.

use axum::extract::State;
use axum::http::StatusCode;
use domain::{PartnerId, PersonId};

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
    LastOwner,
    StorageFull,
    StorageReadOnly
);

// ---- operation

/// Remove a member.
///
/// Owners of the partner remove anybody, and everybody themselves. The last owner stays.
#[utoipa::path(
    delete,
    path = "/v1/partners/{partner}/members/{person}",
    operation_id = "removeMember",
    tag = "partners",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
        ("person" = String, Path, format = "uuid", description = "The member.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
    ),
    responses(
        (status = NO_CONTENT, description = "Gone."),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath((partner, person)): FromPath<(Id<PartnerId>, Id<PersonId>)>,
) -> Result<StatusCode, HttpProblem> {
    gateway.hub.remove_member(&acting, partner.0, person.0).await?;
    Ok(StatusCode::NO_CONTENT)
}
