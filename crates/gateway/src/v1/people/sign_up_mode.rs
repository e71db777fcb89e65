//! `GET /v1/sign-up`: who may make an account?

use axum::Json;
use axum::extract::State;
use hub::SignUp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::problem::problems;

// ---- response

/// Who may make an account.
#[derive(Serialize, ToSchema)]
pub struct SignUpMode {
    pub mode: Mode,
}

/// `server.sign_up` in the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Mode {
    /// Nobody; the owner makes accounts.
    Closed,
    /// Whoever has an invitation.
    Invited,
    /// Everybody.
    Open,
}

impl From<SignUp> for Mode {
    fn from(sign_up: SignUp) -> Self {
        match sign_up {
            SignUp::Closed => Self::Closed,
            SignUp::Invited => Self::Invited,
            SignUp::Open => Self::Open,
        }
    }
}

// ---- problems

problems!();

// ---- operation

/// Tell who may sign up.
///
/// The sign-in page asks this, to offer an account or not.
#[utoipa::path(
    get,
    path = "/v1/sign-up",
    operation_id = "signUpMode",
    tag = "session",
    responses(
        (status = OK, description = "Who may.", body = SignUpMode, example = json!({"mode": "invited"})),
        Problems,
    ),
)]
pub async fn handler(State(gateway): State<Gateway>) -> Json<SignUpMode> {
    Json(SignUpMode { mode: gateway.hub.who_may_sign_up().into() })
}
