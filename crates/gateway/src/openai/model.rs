//! `GET /v1/models/{id}`: one model.

use axum::Json;
use axum::extract::State;
use domain::Code;

use super::client::Client;
use super::models::Model;
use crate::Gateway;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};

// ---- problems

problems!(SignInRequired, KeyUnknown, ModelUnknown, TooManyRequests);

// ---- operation

/// Look a model up.
///
/// As OpenAI's endpoint of this name.
#[utoipa::path(
    get,
    path = "/v1/models/{id}",
    operation_id = "getModel",
    tag = "openai",
    security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "Its name.", example = "whisper-1")),
    responses(
        (status = OK, description = "The model.", body = Model, example = json!({
            "id": "whisper-1", "object": "model", "created": 1_795_424_400, "owned_by": "ieum",
        })),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    _: Client,
    FromPath(name): FromPath<String>,
) -> Result<Json<Model>, HttpProblem> {
    let known = gateway.settings.models.names().any(|known| known == name);
    if known {
        Ok(Json(Model::new(&name, &gateway)))
    } else {
        Err(HttpProblem::new(Code::ModelUnknown, name))
    }
}
