//! `GET /v1/passkeys`: the passkeys of whoever asks.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::InPerson;
use crate::passkeys::Site;
use crate::problem::{HttpProblem, problems};
use crate::wire::Passkey;

// ---- response

/// How somebody may sign in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Passkeys {
    /// The oldest first.
    pub passkeys: Vec<Passkey>,
    pub has_password: bool,
    /// Passkeys work at the address that this was asked at.
    pub available: bool,
}

// ---- problems

problems!(SignInRequired, NotAllowed);

// ---- operation

/// List passkeys.
///
/// With which keys whoever asks can sign in, and whether with a password.
#[utoipa::path(
    get,
    path = "/v1/passkeys",
    operation_id = "listPasskeys",
    tag = "session",
    security(("session" = [])),
    responses(
        (status = OK, description = "The passkeys.", body = Passkeys, example = json!({
            "passkeys": [{"id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "name": "내 휴대폰", "site": "ieum.example", "createdAt": "2026-11-23T09:00:00Z"}],
            "hasPassword": true, "available": true,
        })),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    site: Result<Site, HttpProblem>,
    InPerson { person, .. }: InPerson,
) -> Result<Json<Passkeys>, HttpProblem> {
    let passkeys = gateway.hub.passkeys(person.id).await?.into_iter().map(Passkey::from).collect();
    Ok(Json(Passkeys { passkeys, has_password: person.password.is_some(), available: site.is_ok() }))
}
