//! `POST /v1/sign-in/passkey/options`: begin to sign in with a passkey.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, State};
use axum::{Extension, Json};
use domain::Code;

use super::with_passkey::LINE;
use crate::Gateway;
use crate::passkeys::{Ceremony, Site, begin_signing_in};
use crate::problem::{HttpProblem, problems};
use crate::throttle::address_of;
use crate::v1::passkeys::begin::PasskeyOptions;

// ---- problems

problems!(PasskeysUnavailable, TooManyRequests);

// ---- operation

/// Begin to sign in with a passkey.
///
/// The options for `navigator.credentials.get`. They are good once, for five minutes, at the address that asked for them. After five
/// within a minute that did not sign in, wait a minute.
#[utoipa::path(
    post,
    path = "/v1/sign-in/passkey/options",
    operation_id = "beginPasskeySignIn",
    tag = "session",
    responses(
        (status = OK, description = "The options.", body = PasskeyOptions, example = json!({"options": {
            "rpId": "ieum.example", "challenge": "c2VjcmV0c2VjcmV0c2VjcmV0", "userVerification": "required",
        }})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    address: Option<Extension<ConnectInfo<SocketAddr>>>,
    site: Site,
) -> Result<Json<PasskeyOptions>, HttpProblem> {
    let (signing_in, options) = begin_signing_in(&site);
    let allowed = gateway.throttle.allows(address_of(address), LINE)
        && gateway.ceremonies.open(Ceremony::SigningIn(signing_in));
    if allowed { Ok(Json(PasskeyOptions { options })) } else { Err(Code::TooManyRequests.into()) }
}
