//! `POST /v1/invitations/accept`: use an invitation to a partner.

use axum::Json;
use axum::extract::State;
use hub::Acting;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::body::FromJson;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::{SignedIn, hash};
use crate::wire::Partner;

// ---- request

/// The secret of an invitation.
#[derive(Deserialize, ToSchema)]
pub struct Accept {
    secret: String,
}

// ---- problems

problems!(BadRequest, SignInRequired, InvitationUnknown, StorageFull, StorageReadOnly);

// ---- operation

/// Accept an invitation.
///
/// Somebody who has an account joins the partner that they were invited to. Whoever has none sends the secret with
/// `POST /v1/persons`.
#[utoipa::path(
    post,
    path = "/v1/invitations/accept",
    operation_id = "acceptInvitation",
    tag = "partners",
    security(("session" = [])),
    request_body(content = Accept, example = json!({"secret": "5f0c..."})),
    responses(
        (status = OK, description = "The partner.", body = Partner, example = json!({
            "id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "slug": "moonlight-diner", "name": "달빛식당", "role": "owner",
            "createdAt": "2026-11-23T09:00:00Z",
        })),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromJson(Accept { secret }): FromJson<Accept>,
) -> Result<Json<Partner>, HttpProblem> {
    let partner = gateway.hub.accept_invitation(&person, &hash(&secret)).await?;
    let joined = gateway.hub.partner(&Acting::Person(person), partner.id).await?;
    Ok(Json(joined.into()))
}
