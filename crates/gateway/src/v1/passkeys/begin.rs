//! `POST /v1/passkeys/options`: begin to make a passkey.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, State};
use axum::{Extension, Json};
use domain::Code;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::InPerson;
use crate::passkeys::{Ceremony, Site, begin_adding};
use crate::problem::{HttpProblem, problems};
use crate::throttle::address_of;

// ---- response

/// What the browser is to be asked.
#[derive(Serialize, ToSchema)]
pub struct PasskeyOptions {
    /// For `navigator.credentials`, as `PublicKeyCredential.parseCreationOptionsFromJSON` and `parseRequestOptionsFromJSON` read them.
    #[schema(value_type = Object)]
    pub options: Value,
}

// ---- problems

problems!(SignInRequired, NotAllowed, PasskeysUnavailable, TooManyRequests);

// ---- operation

/// Begin to make a passkey.
///
/// The options for `navigator.credentials.create`. They are good once, for five minutes, at the address that asked for them.
#[utoipa::path(
    post,
    path = "/v1/passkeys/options",
    operation_id = "beginPasskey",
    tag = "session",
    security(("session" = [])),
    responses(
        (status = OK, description = "The options.", body = PasskeyOptions, example = json!({"options": {
            "rp": {"id": "ieum.example", "name": "ieum.example"}, "user": {"id": "AZqw9i5cfD6dG29vPBwqEA", "name": "지우", "displayName": "지우"},
            "challenge": "c2VjcmV0c2VjcmV0c2VjcmV0",
        }})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    address: Option<Extension<ConnectInfo<SocketAddr>>>,
    site: Site,
    InPerson { person, .. }: InPerson,
) -> Result<Json<PasskeyOptions>, HttpProblem> {
    let line = format!("\u{0}passkey of {}", person.id);
    if !gateway.throttle.allows(address_of(address), &line) {
        return Err(Code::TooManyRequests.into());
    }
    let known = gateway.hub.passkeys(person.id).await?;
    let (adding, options) = begin_adding(&site, &person, &known);
    if !gateway.ceremonies.open(Ceremony::Adding(person.id, adding)) {
        return Err(Code::TooManyRequests.into());
    }
    Ok(Json(PasskeyOptions { options }))
}
