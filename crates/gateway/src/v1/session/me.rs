//! `GET /v1/me`: who am I?

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::problems;
use crate::signed_in::SignedIn;
use crate::wire::Person;

// ---- response

/// Who is asking, and how that is known.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    pub person: Person,
    /// Signed in with a password or a passkey, so that signing out is possible; otherwise it is the owner at their own machine.
    pub signed_in: bool,
}

// ---- problems

problems!(SignInRequired);

// ---- operation

/// Tell who is asking.
///
/// A page asks this first: `sign_in_required` sends the person to the sign-in page.
#[utoipa::path(
    get,
    path = "/v1/me",
    operation_id = "whoAmI",
    tag = "session",
    security(("session" = [])),
    responses(
        (status = OK, description = "The person.", body = Me, example = json!({
            "person": {"id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "name": "지우", "language": "ko"},
            "signedIn": true,
        })),
        Problems,
    ),
)]
pub async fn handler(SignedIn { person, way }: SignedIn) -> Json<Me> {
    Json(Me { person: (&person).into(), signed_in: way.session().is_some() })
}
