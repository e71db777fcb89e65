//! `GET /livez` and `GET /readyz`: for whoever watches the server.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::problem::{HttpProblem, problems};

// ---- response

/// All is well.
#[derive(Serialize, ToSchema)]
pub struct Health {
    #[schema(examples("ok"))]
    pub status: &'static str,
}

const OK: Health = Health { status: "ok" };

// ---- problems

problems!(StorageFull, StorageReadOnly, ShuttingDown);

// ---- operations

/// Tell that the process runs.
///
/// Answers as long as the process can answer at all. When it does not, restart it.
#[utoipa::path(
    get,
    path = "/livez",
    operation_id = "live",
    tag = "server",
    responses((status = OK, description = "It runs.", body = Health, example = json!({"status": "ok"}))),
)]
pub async fn live() -> Json<Health> {
    Json(OK)
}

/// Tell whether turns can be taken.
///
/// Asks the store, without which no turn can be written down. While it does not answer, send requests elsewhere.
#[utoipa::path(
    get,
    path = "/readyz",
    operation_id = "ready",
    tag = "server",
    responses(
        (status = OK, description = "Turns can be taken.", body = Health, example = json!({"status": "ok"})),
        Problems,
    ),
)]
pub async fn ready(State(gateway): State<Gateway>) -> Result<Json<Health>, HttpProblem> {
    if gateway.shutdown.is_cancelled() {
        return Err(domain::Code::ShuttingDown.into());
    }
    gateway.hub.person(gateway.settings.owner).await?;
    Ok(Json(OK))
}
