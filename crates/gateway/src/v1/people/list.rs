//! `GET /v1/persons`: everybody with an account.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::Owner;
use crate::problem::{HttpProblem, problems};
use crate::wire::Person;

// ---- response

/// Everybody with an account.
#[derive(Serialize, ToSchema)]
pub struct People {
    pub persons: Vec<Person>,
}

// ---- problems

problems!(SignInRequired, OwnerOnly);

// ---- operation

/// List people.
///
/// Everybody with an account here, those who came first first. For the owner of the server.
#[utoipa::path(
    get,
    path = "/v1/persons",
    operation_id = "listPersons",
    tag = "session",
    security(("session" = [])),
    responses(
        (status = OK, description = "Everybody.", body = People, example = json!({"persons": [{"id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "name": "지우", "language": "ko"}]})),
        Problems,
    ),
)]
pub async fn handler(State(gateway): State<Gateway>, _: Owner) -> Result<Json<People>, HttpProblem> {
    let persons = gateway.hub.people().await?;
    Ok(Json(People { persons: persons.iter().map(Person::from).collect() }))
}
