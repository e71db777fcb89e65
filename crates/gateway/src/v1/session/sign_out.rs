//! `POST /v1/sign-out`: end the session.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;

use crate::Gateway;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::{SignedIn, set_cookie};

// ---- problems

problems!(SignInRequired);

// ---- operation

/// Sign out.
///
/// Ends the session on the server and takes the cookie away.
#[utoipa::path(
    post,
    path = "/v1/sign-out",
    operation_id = "signOut",
    tag = "session",
    security(("session" = [])),
    responses(
        (status = NO_CONTENT, description = "Signed out.",
            headers(("Set-Cookie" = String, description = "Takes the cookie away."))),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { way, .. }: SignedIn,
) -> Result<impl IntoResponse, HttpProblem> {
    if let Some(session) = way.session() {
        gateway.hub.sign_out(session).await?;
    }
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, set_cookie(""))]))
}
