//! `GET /v1/bots`: what the assistant was taught by files.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::Owner;
use crate::problem::{HttpProblem, problems};
use crate::wire::Taught;

// ---- response

/// The files, with what became of them.
#[derive(Serialize, ToSchema)]
pub struct Bots {
    /// Bots first, then knowledge; by name.
    pub files: Vec<Taught>,
}

// ---- problems

problems!(SignInRequired, OwnerOnly);

// ---- operation

/// List bots and knowledge.
///
/// Every file in the folders `bots` and `knowledge` of the data folder, whether it has an effect, and why not.
#[utoipa::path(
    get,
    path = "/v1/bots",
    operation_id = "listBots",
    tag = "bots",
    security(("session" = [])),
    responses(
        (status = OK, description = "All files.", body = Bots, example = json!({
            "files": [
                {"file": "restaurant.yaml",
                    "bot": {"id": "restaurant", "name": "달빛식당", "language": "ko", "blocks": 9}},
                {"file": "shop.yaml", "wrong": "line 12: blocks[0].id: there is a block \"order\" already"},
            ],
        })),
        Problems,
    ),
)]
pub async fn handler(State(gateway): State<Gateway>, _: Owner) -> Result<Json<Bots>, HttpProblem> {
    let files = gateway.hub.taught().await?;
    Ok(Json(Bots { files: files.into_iter().map(Taught::from).collect() }))
}
