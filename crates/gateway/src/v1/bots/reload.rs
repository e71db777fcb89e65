//! `POST /v1/bots/reload`: look at the files at once.

use axum::Json;
use axum::extract::State;

use super::list::Bots;
use crate::Gateway;
use crate::acting::Owner;
use crate::problem::{HttpProblem, problems};
use crate::wire::Taught;

// ---- problems

problems!(SignInRequired, OwnerOnly);

// ---- operation

/// Read changed bots.
///
/// Files are looked at every two seconds anyhow; this looks at once, and answers when what has changed is learnt. A file
/// that is wrong is told of, and its last good version goes on.
#[utoipa::path(
    post,
    path = "/v1/bots/reload",
    operation_id = "reloadBots",
    tag = "bots",
    security(("session" = [])),
    responses(
        (status = OK, description = "All files.", body = Bots, example = json!({"files": [{"file": "restaurant.yaml"}]})),
        Problems,
    ),
)]
pub async fn handler(State(gateway): State<Gateway>, _: Owner) -> Result<Json<Bots>, HttpProblem> {
    let files = gateway.hub.teach_again().await?;
    Ok(Json(Bots { files: files.into_iter().map(Taught::from).collect() }))
}
