//! `POST /v1/sign-in/passkey`: a passkey for a session.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, State};
use axum::http::header;
use axum::response::IntoResponse;
use axum::{Extension, Json};
use domain::{Code, Person};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::sign_in::Session;
use crate::Gateway;
use crate::body::FromJson;
use crate::passkeys::{Ceremony, Refused, Site, finish_signing_in, read_assertion};
use crate::problem::{HttpProblem, problems};
use crate::signed_in::open_session;
use crate::throttle::address_of;

// ---- request

/// What a passkey signed.
#[derive(Deserialize, ToSchema)]
pub struct SignedByPasskey {
    /// The `PublicKeyCredential`, as its `toJSON` writes it.
    #[schema(value_type = Object)]
    credential: Value,
}

/// Whoever signs in with a passkey has one line to wait in: who they are is not known before.
pub const LINE: &str = "\u{0}passkey";

// ---- problems

problems!(BadRequest, PasskeyRefused, PasskeysUnavailable, StorageFull, StorageReadOnly);

// ---- operation

/// Sign in with a passkey.
///
/// What `navigator.credentials.get` gave for the options. The passkey says who it is.
#[utoipa::path(
    post,
    path = "/v1/sign-in/passkey",
    operation_id = "signInWithPasskey",
    tag = "session",
    request_body(content = SignedByPasskey, example = json!({"credential": {"id": "...", "type": "public-key", "response": {}}})),
    responses(
        (status = OK, description = "Signed in.", body = Session,
            headers(("Set-Cookie" = String, description = "The session, for 90 days.")),
            example = json!({
                "person": {"id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "name": "지우", "language": "ko"},
            })),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    address: Option<Extension<ConnectInfo<SocketAddr>>>,
    site: Site,
    FromJson(SignedByPasskey { credential }): FromJson<SignedByPasskey>,
) -> Result<impl IntoResponse, HttpProblem> {
    let person = check(&gateway, &site, &credential).await?;
    gateway.throttle.forgive(address_of(address), LINE);
    let cookie = open_session(&gateway, person.id).await?;
    Ok(([(header::SET_COOKIE, cookie)], Json(Session { person: (&person).into() })))
}

/// Whose passkey signed. Everything that is wrong is refused in the same words.
async fn check(gateway: &Gateway, site: &Site, credential: &Value) -> Result<Person, HttpProblem> {
    let refuse = |reason: &str| {
        tracing::info!(reason, "a passkey was refused");
        HttpProblem::from(Code::PasskeyRefused)
    };
    let (assertion, challenge) = read_assertion(credential.to_string().as_bytes())
        .map_err(|Refused(reason)| HttpProblem::new(Code::BadRequest, reason))?;
    let Some(Ceremony::SigningIn(signing_in)) = gateway.ceremonies.take(challenge) else {
        return Err(refuse("the challenge was not sent, was used or is too old"));
    };
    let passkey = gateway.hub.passkey(assertion.raw_id().as_ref()).await?;
    let passkey = passkey.ok_or_else(|| refuse("it is not known"))?;
    let state = finish_signing_in(signing_in, site, &assertion, &passkey)
        .map_err(|Refused(reason)| refuse(&reason))?;
    gateway.hub.passkey_used(passkey.id, &state).await?;
    Ok(gateway.hub.person(passkey.person).await?)
}
