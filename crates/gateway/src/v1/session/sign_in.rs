//! `POST /v1/sign-in`: name and password for a session.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, State};
use axum::http::header;
use axum::response::IntoResponse;
use axum::{Extension, Json};
use domain::{Code, Person};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Gateway;
use crate::body::FromJson;
use crate::password::verify_password;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::open_session;
use crate::throttle::address_of;
use crate::wire;

// ---- request and response

/// A name and a password.
#[derive(Deserialize, ToSchema)]
pub struct Credentials {
    #[schema(examples("지우"))]
    pub name: String,
    #[schema(format = Password)]
    pub password: String,
}

/// Who is signed in now.
#[derive(Serialize, ToSchema)]
pub struct Session {
    pub person: wire::Person,
}

/// Longer ones are nobody's: no work is done for them, and they are not remembered.
const LONGEST: usize = 1024;

// ---- problems

problems!(BadRequest, WrongPassword, TooManyRequests);

// ---- operation

/// Sign in.
///
/// Gives a session cookie that scripts cannot read and other sites cannot use. After five wrong passwords for a name
/// within a minute, wait a minute.
#[utoipa::path(
    post,
    path = "/v1/sign-in",
    operation_id = "signIn",
    tag = "session",
    request_body(content = Credentials, example = json!({"name": "지우", "password": "아무도 모르는 말"})),
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
    FromJson(credentials): FromJson<Credentials>,
) -> Result<impl IntoResponse, HttpProblem> {
    if credentials.name.len() > LONGEST || credentials.password.len() > LONGEST {
        return Err(Code::WrongPassword.into());
    }
    let address = address_of(address);
    if !gateway.throttle.allows(address, &credentials.name) {
        return Err(Code::TooManyRequests.into());
    }
    let person = check(&gateway, &credentials).await?;
    gateway.throttle.forgive(address, &credentials.name);

    let cookie = open_session(&gateway, person.id).await?;
    Ok(([(header::SET_COOKIE, cookie)], Json(Session { person: (&person).into() })))
}

/// The person, if the password is theirs.
async fn check(gateway: &Gateway, credentials: &Credentials) -> Result<Person, HttpProblem> {
    let Credentials { name, password } = credentials;
    let person = gateway.hub.person_named(name).await?;
    let hash = person.as_ref().and_then(|person| person.password.clone());
    let password = password.clone();
    let _turn = gateway.comparisons.acquire().await.expect("nobody closes it");
    let right = tokio::task::spawn_blocking(move || verify_password(&password, hash.as_deref()))
        .await
        .map_err(|error| HttpProblem::new(Code::Internal, error.to_string()))?;
    person.filter(|_| right).ok_or_else(|| Code::WrongPassword.into())
}
