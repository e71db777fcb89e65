//! `PUT /v1/me/bots/{bot}`: add a bot.

use axum::Json;
use axum::extract::State;

use crate::Gateway;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::DirectoryBot;

// ---- problems

problems!(BadRequest, SignInRequired, NotFound, QuotaReached, StorageFull, StorageReadOnly);

// ---- operation

/// Add a bot.
///
/// From now on it answers the person, with its name or without. A bot that is not listed can be added by its partner's people alone.
#[utoipa::path(
    put,
    path = "/v1/me/bots/{bot}",
    operation_id = "addMyBot",
    tag = "directory",
    security(("session" = [])),
    params(
        ("bot" = String, Path, description = "The bot.", example = "flowers"),
    ),
    responses(
        (status = OK, description = "Added.", body = DirectoryBot, example = json!({"id": "flowers", "face": {"name": "꽃집", "language": "ko", "description": "꽃을 팔아요", "categories": ["꽃"]}, "partner": "해님 가게", "added": true})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromPath(bot): FromPath<String>,
) -> Result<Json<DirectoryBot>, HttpProblem> {
    let (bot, partner) = gateway.hub.add_bot(person.id, &bot).await?;
    Ok(Json(DirectoryBot::of(true, bot, partner, &gateway.picture_key)))
}
