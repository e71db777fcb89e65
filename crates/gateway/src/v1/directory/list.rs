//! `GET /v1/directory`: the bots that one may add.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::DirectoryBot;

// ---- response

/// Bots of partners.
#[derive(Serialize, ToSchema)]
pub struct Directory {
    pub bots: Vec<DirectoryBot>,
}

// ---- problems

problems!(SignInRequired);

// ---- operation

/// List the directory.
///
/// The bots of partners that are live and listed, and whether the person has added them.
#[utoipa::path(
    get,
    path = "/v1/directory",
    operation_id = "listDirectory",
    tag = "directory",
    security(("session" = [])),
    responses(
        (status = OK, description = "The bots.", body = Directory, example = json!({"bots": [{"id": "flowers", "face": {"name": "꽃집", "language": "ko", "description": "꽃을 팔아요", "categories": ["꽃"]}, "partner": "해님 가게", "added": true}]})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
) -> Result<Json<Directory>, HttpProblem> {
    let added = gateway.hub.added_bots(person.id).await?;
    let is_added = |bot: &domain::PartnerBot| added.iter().any(|(other, _)| other.id == bot.id);
    let bots = gateway.hub.directory().await?;
    let shown = |(bot, partner)| DirectoryBot::of(is_added(&bot), bot, partner, &gateway.picture_key);
    let bots = bots.into_iter().map(shown);
    Ok(Json(Directory { bots: bots.collect() }))
}
