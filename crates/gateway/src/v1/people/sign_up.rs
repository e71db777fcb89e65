//! `POST /v1/persons`: make an account.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use domain::{Code, PartnerId};
use hub::{NewAccount, SignUp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::PerhapsOwner;
use crate::body::FromJson;
use crate::password::hash_password;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::{hash, open_session};
use crate::throttle::address_of;
use crate::wire::{self, Id, Language};

// ---- request and response

/// Somebody who wants an account.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewPerson {
    #[schema(examples("하나"), min_length = 1, max_length = 40)]
    name: String,
    #[schema(format = Password, min_length = 8, max_length = 1000)]
    password: String,
    /// Korean unless told.
    #[serde(default)]
    language: Option<Language>,
    /// As IANA names it; that of the owner unless told.
    #[serde(default)]
    #[schema(examples("Asia/Seoul"))]
    time_zone: Option<String>,
    /// The secret of an invitation.
    #[serde(default)]
    invitation: Option<String>,
}

/// Who has an account now.
#[derive(Serialize, ToSchema)]
pub struct SignedUp {
    pub person: wire::Person,
    /// The partner that the invitation was to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = "uuid")]
    pub partner: Option<Id<PartnerId>>,
}

/// Whoever signs up has one line to wait in, whatever the name.
const SIGN_UP: &str = "\u{0}sign up";
/// Shorter ones are guessed, longer ones are mistakes.
const PASSWORD: std::ops::RangeInclusive<usize> = 8..=1000;

// ---- problems

problems!(
    BadRequest,
    NameInvalid,
    NameTaken,
    PasswordInvalid,
    SignUpClosed,
    InvitationUnknown,
    TooManyRequests,
    StorageFull,
    StorageReadOnly
);

// ---- operation

/// Sign up.
///
/// Makes an account and signs it in. Which invitations are needed, `GET /v1/sign-up` tells; the owner of the server, when signed in,
/// makes accounts for others without one, and stays who they are.
#[utoipa::path(
    post,
    path = "/v1/persons",
    operation_id = "signUp",
    tag = "session",
    request_body(content = NewPerson, example = json!({"name": "하나", "password": "아무도 모르는 말", "invitation": "5f0c..."})),
    responses(
        (status = CREATED, description = "There is an account.", body = SignedUp,
            headers(("Set-Cookie" = String, description = "The session, for 90 days.")),
            example = json!({"person": {"id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "name": "지우", "language": "ko"}})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    address: Option<Extension<ConnectInfo<SocketAddr>>>,
    PerhapsOwner(owner): PerhapsOwner,
    FromJson(new): FromJson<NewPerson>,
) -> Result<Response, HttpProblem> {
    if !owner && !gateway.throttle.allows(address_of(address), SIGN_UP) {
        return Err(Code::TooManyRequests.into());
    }
    let by_owner = owner && new.invitation.is_none();
    if !by_owner && new.invitation.is_none() && gateway.hub.who_may_sign_up() != SignUp::Open {
        return Err(Code::SignUpClosed.into());
    }
    let invitation = new.invitation.as_deref().map(hash);
    let account = account(&gateway, new).await?;
    if by_owner {
        let person = gateway.hub.add_person(account).await?;
        let signed_up = SignedUp { person: (&person).into(), partner: None };
        return Ok((StatusCode::CREATED, Json(signed_up)).into_response());
    }
    let (person, partner) = gateway.hub.sign_up(account, invitation.as_ref()).await?;
    let cookie = [(header::SET_COOKIE, open_session(&gateway, person.id).await?)];
    let partner = partner.map(|partner| Id(partner.id));
    let signed_up = SignedUp { person: (&person).into(), partner };
    Ok((StatusCode::CREATED, cookie, Json(signed_up)).into_response())
}

// ---- helpers

/// Hashing takes long on purpose, so it is done when all else is in order.
async fn account(gateway: &Gateway, new: NewPerson) -> Result<NewAccount, HttpProblem> {
    if new.password.len() > 4 * PASSWORD.end() || !PASSWORD.contains(&new.password.chars().count()) {
        return Err(Code::PasswordInvalid.into());
    }
    let owner = gateway.hub.person(gateway.settings.owner).await?;
    let person = hub::NewPerson {
        name: new.name,
        language: new.language.map_or(domain::Language::Korean, Into::into),
        time_zone: new.time_zone.unwrap_or(owner.time_zone),
    };
    let (random, password) = (gateway.random.clone(), new.password);
    let _turn = gateway.comparisons.acquire().await.expect("nobody closes it");
    let hashed = tokio::task::spawn_blocking(move || hash_password(&password, random.as_ref()));
    let password = hashed.await.map_err(|error| HttpProblem::new(Code::Internal, error.to_string()))?;
    Ok(NewAccount { person, password })
}
