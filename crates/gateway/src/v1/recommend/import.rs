//! `POST /v1/recommend/{catalog}/import`: a whole file.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use domain::Code;
use futures_util::StreamExt;
use serde::Serialize;
use tokio::io::{AsyncSeekExt, AsyncWriteExt};
use utoipa::ToSchema;

use crate::Gateway;
use crate::acting::Owner;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};

// ---- response

/// What became of the file's lines.
#[derive(Serialize, ToSchema)]
pub struct Imported {
    items: usize,
    feedback: usize,
    /// Lines that were not taken.
    wrong: usize,
    /// Which ones and why, the first hundred.
    told: Vec<String>,
}

// ---- problems

problems!(BadRequest, BodyTooLarge, SignInRequired, OwnerOnly, StorageFull, StorageReadOnly, ShuttingDown);

// ---- operation

/// Import a file.
///
/// Send CSV (also with tabs or semicolons) with a first line of names, a JSON object a line, or Parquet, as the body: its
/// format, its encoding and whether it has items or feedback are found in the file itself. A wrong line is told with its
/// number, and the others are taken. The names that are understood are in `docs/recommend.md`.
#[utoipa::path(
    post,
    path = "/v1/recommend/{catalog}/import",
    operation_id = "importFile",
    tag = "recommendation",
    security(("key" = []), ("session" = [])),
    params(
        ("catalog" = String, Path, description = "The catalogue.", example = "films"),
    ),
    request_body(content = Vec<u8>, description = "The file.", content_type = "application/octet-stream"),
    responses(
        (status = OK, description = "What became of it.", body = Imported, example = json!({"items": 1682,
            "feedback": 0, "wrong": 1, "told": ["line 7: price must be a number, not \"cheap\""]})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    _: Owner,
    FromPath(catalog): FromPath<String>,
    body: Body,
) -> Result<Json<Imported>, HttpProblem> {
    let file = saved(body, gateway.settings.limits.upload_bytes).await?;
    let hub::Imported { items, feedback, wrong, told } = gateway.hub.import(&catalog, file).await?;
    Ok(Json(Imported { items, feedback, wrong, told }))
}

// ---- helpers

/// In a temporary file, from its beginning: nothing large is held in memory.
async fn saved(body: Body, most: usize) -> Result<std::fs::File, HttpProblem> {
    let mut file = tokio::fs::File::from_std(tempfile::tempfile().map_err(unsaved)?);
    let (mut body, mut length) = (body.into_data_stream(), 0);
    while let Some(piece) = body.next().await {
        let piece = piece.map_err(|error| unread(&error))?;
        length += piece.len();
        if length > most {
            return Err(Code::BodyTooLarge.into());
        }
        file.write_all(&piece).await.map_err(unsaved)?;
    }
    file.flush().await.map_err(unsaved)?;
    file.rewind().await.map_err(unsaved)?;
    Ok(file.into_std().await)
}

/// The body ended early, or paused for too long.
fn unread(error: &axum::Error) -> HttpProblem {
    HttpProblem::new(Code::BadRequest, error.to_string())
}

fn unsaved(error: std::io::Error) -> HttpProblem {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Code::StorageFull.into(),
        _ => HttpProblem::new(Code::Internal, format!("an upload could not be kept: {error}")),
    }
}
