//! `POST /v1/passkeys`: the passkey was made.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use domain::Code;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::InPerson;
use crate::body::FromJson;
use crate::passkeys::{Ceremony, Refused, Site, finish_adding, read_registration};
use crate::problem::{HttpProblem, problems};
use crate::signed_in::open_session;
use crate::wire::Passkey;

// ---- request

/// A passkey that was just made.
#[derive(Deserialize, ToSchema)]
pub struct NewPasskey {
    #[schema(examples("내 휴대폰"), min_length = 1, max_length = 40)]
    name: String,
    /// The `PublicKeyCredential`, as its `toJSON` writes it.
    #[schema(value_type = Object)]
    credential: Value,
}

// ---- problems

problems!(
    BadRequest,
    SignInRequired,
    NotAllowed,
    NameInvalid,
    PasskeyInvalid,
    PasskeysUnavailable,
    QuotaReached,
    StorageFull,
    StorageReadOnly
);

// ---- operation

/// Add a passkey.
///
/// What `navigator.credentials.create` gave for the options. From then on it signs in. The owner who needed no sign-in at their own
/// machine so far needs one from now on, and is signed in.
#[utoipa::path(
    post,
    path = "/v1/passkeys",
    operation_id = "addPasskey",
    tag = "session",
    security(("session" = [])),
    request_body(content = NewPasskey, example = json!({"name": "내 휴대폰", "credential": {"id": "...", "type": "public-key", "response": {}}})),
    responses(
        (status = CREATED, description = "The passkey.", body = Passkey, example = json!({
            "id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "name": "내 휴대폰", "site": "ieum.example", "createdAt": "2026-11-23T09:00:00Z",
        })),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    site: Site,
    InPerson { person, session }: InPerson,
    FromJson(NewPasskey { name, credential }): FromJson<NewPasskey>,
) -> Result<(StatusCode, HeaderMap, Json<Passkey>), HttpProblem> {
    let invalid = |Refused(reason)| HttpProblem::new(Code::PasskeyInvalid, reason);
    let (registration, challenge) = read_registration(credential.to_string().as_bytes()).map_err(invalid)?;
    let adding = match gateway.ceremonies.take(challenge) {
        Some(Ceremony::Adding(begun_by, adding)) if begun_by == person.id => adding,
        _ => {
            return Err(HttpProblem::new(
                Code::PasskeyInvalid,
                "the challenge is not one of yours, was used or is too old",
            ));
        }
    };
    let made = finish_adding(adding, &site, &registration).map_err(invalid)?;
    let passkey = gateway.hub.add_passkey(person.id, &name, made).await?;
    let mut headers = HeaderMap::new();
    if session.is_none() {
        headers.insert(header::SET_COOKIE, open_session(&gateway, person.id).await?);
    }
    Ok((StatusCode::CREATED, headers, Json(passkey.into())))
}
