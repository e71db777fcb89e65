//! `POST /v1/partners`: make a partner.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::Role;
use hub::Joined;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::body::FromJson;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::Partner;

// ---- request

/// A partner that does not exist yet.
#[derive(Deserialize, ToSchema)]
pub struct NewPartner {
    /// Its name for programs, unique on the server: lower-case letters, digits and hyphens.
    #[schema(min_length = 2, max_length = 40)]
    slug: String,
    /// Its name for people.
    #[schema(min_length = 1, max_length = 40)]
    name: String,
}

// ---- problems

problems!(BadRequest, SignInRequired, NameInvalid, NameTaken, QuotaReached, StorageFull, StorageReadOnly);

// ---- operation

/// Create a partner.
///
/// An organisation that keeps bots on this server. Whoever makes it is its owner.
#[utoipa::path(
    post,
    path = "/v1/partners",
    operation_id = "createPartner",
    tag = "partners",
    security(("session" = [])),
    request_body(content = NewPartner, example = json!({"slug": "moonlight-diner", "name": "달빛식당"})),
    responses(
        (status = CREATED, description = "The partner.", body = Partner, example = json!({
            "id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "slug": "moonlight-diner", "name": "달빛식당", "role": "owner",
            "createdAt": "2026-11-23T09:00:00Z",
        })),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromJson(NewPartner { slug, name }): FromJson<NewPartner>,
) -> Result<(StatusCode, Json<Partner>), HttpProblem> {
    let partner = gateway.hub.create_partner(&person, hub::NewPartner { slug, name }).await?;
    let joined = Joined { partner, role: Some(Role::Owner) };
    Ok((StatusCode::CREATED, Json(joined.into())))
}
