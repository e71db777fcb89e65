//! `GET /v1/me/bots`: the bots that one has added.

use axum::Json;
use axum::extract::State;

use super::list::Directory;
use crate::Gateway;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::DirectoryBot;

// ---- problems

problems!(SignInRequired);

// ---- operation

/// List my bots.
///
/// The bots of partners that the person has added and that are live, in the order in which they were added. No other bot of a partner answers them.
#[utoipa::path(
    get,
    path = "/v1/me/bots",
    operation_id = "listMyBots",
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
    let bots = gateway.hub.added_bots(person.id).await?;
    let bots = bots
        .into_iter()
        .map(|(bot, partner)| DirectoryBot::of(true, bot, partner, &gateway.picture_key))
        .collect();
    Ok(Json(Directory { bots }))
}
