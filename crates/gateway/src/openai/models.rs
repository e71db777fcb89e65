//! `GET /v1/models`: what can be asked for.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::client::Client;
use crate::Gateway;
use crate::problem::{HttpProblem, problems};

// ---- request and response

/// All models.
#[derive(Serialize, ToSchema)]
pub struct ModelList {
    /// Always `list`.
    object: &'static str,
    data: Vec<Model>,
}

/// A name that requests may give as their `model`.
#[derive(Serialize, ToSchema)]
pub struct Model {
    id: String,
    /// Always `model`.
    object: &'static str,
    /// Seconds since 1970: when this server started.
    created: i64,
    owned_by: &'static str,
}

impl Model {
    pub fn new(name: &str, gateway: &Gateway) -> Self {
        Self { id: name.to_owned(), object: "model", created: gateway.started.as_second(), owned_by: "ieum" }
    }
}

// ---- problems

problems!(SignInRequired, KeyUnknown, TooManyRequests);

// ---- operation

/// List the models.
///
/// As OpenAI's endpoint of this name: this server's own models, and the names of OpenAI's that stand for them.
#[utoipa::path(
    get,
    path = "/v1/models",
    operation_id = "listModels",
    tag = "openai",
    security(("key" = []), ("session" = [])),
    responses(
        (status = OK, description = "The models.", body = ModelList, example = json!({
            "object": "list",
            "data": [{"id": "whisper-base", "object": "model", "created": 1_795_424_400, "owned_by": "ieum"}],
        })),
        Problems,
    ),
)]
pub async fn handler(State(gateway): State<Gateway>, _: Client) -> Result<Json<ModelList>, HttpProblem> {
    let data = gateway.settings.models.names().map(|name| Model::new(name, &gateway)).collect();
    Ok(Json(ModelList { object: "list", data }))
}
