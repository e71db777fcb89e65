//! `GET /v1/partners/{partner}/bots/{bot}/diff`: what differs.

use axum::Json;
use axum::extract::State;
use domain::{Code, PartnerId};
use hub::Side;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::{FromPath, FromQuery};
use crate::problem::{HttpProblem, problems};
use crate::wire::{FileDiff, Id};

// ---- request and response

/// What is compared.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// The number of a version, or `draft`.
    #[param(example = "2")]
    from: String,
    /// The number of a version, or `draft`.
    #[param(example = "draft")]
    to: String,
}

/// The files that differ.
#[derive(Serialize, ToSchema)]
pub struct Differences {
    pub files: Vec<FileDiff>,
}

// ---- problems

problems!(BadRequest, SignInRequired, KeyUnknown, TooManyRequests, ScopeMissing, NotFound, EngineBusy);

// ---- operation

/// Compare versions.
///
/// What differs between two versions, or a version and the draft, file by file, as `diff -u` shows it.
#[utoipa::path(
    get,
    path = "/v1/partners/{partner}/bots/{bot}/diff",
    operation_id = "diffBot",
    tag = "partner bots",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
        ("bot" = String, Path, description = "The bot.", example = "flowers"),
        Which,
    ),
    responses(
        (status = OK, description = "The files that differ.", body = Differences, example = json!({"files": [{"file": "bot", "diff": "--- bot\n+++ bot\n@@ -1 +1 @@\n-name: 꽃집\n+name: 해님꽃집\n"}]})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath((partner, bot)): FromPath<(Id<PartnerId>, String)>,
    FromQuery(Which { from, to }): FromQuery<Which>,
) -> Result<Json<Differences>, HttpProblem> {
    let (from, to) = (side(&from)?, side(&to)?);
    let files = gateway.hub.bot_diff(&acting, partner.0, &bot, from, to).await?;
    Ok(Json(Differences { files: files.into_iter().map(FileDiff::from).collect() }))
}

// ---- helpers

fn side(text: &str) -> Result<Side, HttpProblem> {
    match text {
        "draft" => Ok(Side::Draft),
        number => number
            .parse()
            .map(Side::Version)
            .map_err(|_| HttpProblem::new(Code::BadRequest, "from, to: the number of a version, or draft")),
    }
}
